"""Runs a rendered script that rotates access keys against moto, once for each way to answer its questions.

Reads JSON from stdin: {"script": text, "keys": {id in the script: status}, "answers": [[...], ...]}; writes for each way {"seen": [{"call", "working"}], "fault": text or null}.
"""
import builtins
import contextlib
import io
import json
import os
import sys

os.environ.update(AWS_ACCESS_KEY_ID="none", AWS_SECRET_ACCESS_KEY="none", AWS_DEFAULT_REGION="us-east-1")

import boto3
import botocore.client
from moto import mock_aws

SEEN = []
ORIGINAL = botocore.client.BaseClient._make_api_call
WATCHER = [None]


def watched(self, operation, parameters):
    answer = ORIGINAL(self, operation, parameters)
    if self is not WATCHER[0] and operation != "GetCallerIdentity":
        keys = ORIGINAL(WATCHER[0], "ListAccessKeys", {"UserName": "dora"})["AccessKeyMetadata"]
        SEEN.append({"call": operation, "working": sum(key["Status"] == "Active" for key in keys)})
    return answer


def run(script, keys, answers):
    SEEN.clear()
    with mock_aws():
        iam = WATCHER[0] = boto3.client("iam")
        iam.create_user(UserName="dora")
        for name, status in keys.items():
            made = iam.create_access_key(UserName="dora")["AccessKey"]["AccessKeyId"]
            iam.update_access_key(UserName="dora", AccessKeyId=made, Status=status)
            script = script.replace(name, made)
        left = list(answers)
        builtins.input = lambda prompt="": left.pop(0) if left else "no more answers"
        fault = None
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                exec(compile(script, "fix.py", "exec"), {"__name__": "__main__"})
        except (Exception, SystemExit) as thrown:
            fault = f"{type(thrown).__name__}: {thrown}"
    return {"seen": list(SEEN), "fault": fault}


botocore.client.BaseClient._make_api_call = watched
CASE = json.load(sys.stdin)
json.dump([run(CASE["script"], CASE["keys"], answers) for answers in CASE["answers"]], sys.stdout)
