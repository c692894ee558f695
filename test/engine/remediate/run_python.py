"""Runs rendered scripts with boto3 itself, its network calls replaced by botocore's own validation of the request.

Reads JSON from stdin: [{"script": text, "args": [...], "supply": {name: value}}]; writes for each {"calls": [[service, operation, parameters]], "fault": text or null}.
"""
import builtins
import contextlib
import io
import json
import os
import sys

import boto3
import botocore.client
from botocore.validate import ParamValidator

CALLS = []


def answer(client, operation, parameters):
    model = client.meta.service_model
    operation_model = model.operation_model(operation)
    if operation == "GetCallerIdentity":
        return {"Account": "123456789012"}
    if operation == "ListAccessKeys":
        return {"AccessKeyMetadata": [{"AccessKeyId": "AKIAOTHEROTHEROTHER", "Status": "Active"}]}
    report = ParamValidator().validate(parameters, operation_model.input_shape) if operation_model.input_shape else None
    if report is not None and report.has_errors():
        raise ValueError(f"{operation}: {report.generate_report()}")
    CALLS.append([model.service_name, operation, parameters])
    if operation == "CreateVirtualMFADevice":
        return {"VirtualMFADevice": {"SerialNumber": "arn:aws:iam::123456789012:mfa/a", "QRCodePNG": b"png", "Base32StringSeed": b"the-seed"}}
    return {"ResponseMetadata": {}}


botocore.client.BaseClient._make_api_call = lambda self, operation, parameters: answer(self, operation, parameters)
boto3.setup_default_session(aws_access_key_id="none", aws_secret_access_key="none")


def run(case):
    CALLS.clear()
    fault = None
    printed = io.StringIO()
    sys.argv = ["fix.py", *case["args"]]
    builtins.input = lambda prompt="": case["supply"].get(prompt.removesuffix(": "), "y")
    environment = dict(os.environ)
    try:
        with contextlib.redirect_stdout(printed):
            exec(compile(case["script"], "fix.py", "exec"), {"__name__": "__main__"})
    except (Exception, SystemExit) as thrown:
        fault = f"{type(thrown).__name__}: {thrown}"
    os.environ.clear()
    os.environ.update(environment)
    return {"calls": list(CALLS), "fault": fault, "printed": printed.getvalue()}


json.dump([run(case) for case in json.load(sys.stdin)], sys.stdout)
