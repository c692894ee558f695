"""Puts recorded command lines through the AWS CLI itself, without network.

Reads JSON from stdin: [[word, ...], ...], each without the leading `aws`; writes for each
{"service", "operation", "parameters": what the CLI would send, "unknown": option names that are not exact, "skeleton": how --generate-cli-skeleton output ended}; the last for the first command of each operation
only, since it takes a driver of its own.
"""
import contextlib
import io
import json
import sys

from awscli import clidriver

DRIVER = clidriver.create_clidriver()
SENT = []
SEEN = set()


def record(self, service_name, operation_name, parameters, parsed_globals):
    SENT.append([service_name, operation_name, parameters])
    return 0


def exact_options(words):
    command = DRIVER._get_command_table()[words[0]]._get_command_table()[words[1]]
    known = {argument.cli_name for argument in command.arg_table.values()} | {"--region"}
    given = [word.split("=", 1)[0] for word in words[2:] if word.startswith("--")]
    return [name for name in given if name not in known]


def run(words):
    SENT.clear()
    text = io.StringIO()
    original = clidriver.CLIOperationCaller.invoke
    clidriver.CLIOperationCaller.invoke = record
    try:
        with contextlib.redirect_stderr(text), contextlib.redirect_stdout(text):
            code = DRIVER.main(words)
    except SystemExit as thrown:
        code = thrown.code
    finally:
        clidriver.CLIOperationCaller.invoke = original
    skeleton = None
    if tuple(words[:2]) not in SEEN:
        SEEN.add(tuple(words[:2]))
        with contextlib.redirect_stderr(text), contextlib.redirect_stdout(text):
            try:
                skeleton = clidriver.create_clidriver().main([*words, "--generate-cli-skeleton", "output"])
            except SystemExit as thrown:
                skeleton = thrown.code
    sent = SENT[0] if code == 0 and SENT else [None, None, None]
    return {"service": sent[0], "operation": sent[1], "parameters": sent[2], "unknown": exact_options(words), "skeleton": skeleton, "said": text.getvalue()[-400:]}


json.dump([run(words) for words in json.load(sys.stdin)], sys.stdout)
