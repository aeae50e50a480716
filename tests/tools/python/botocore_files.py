"""Reads config and credentials files as botocore does. Standard input: a JSON array of pairs of paths; standard output: one JSON line each,
with the profiles, sso-sessions and services that are read, or null for files that are refused."""
import json
import sys

import botocore.session
from botocore.exceptions import ConfigNotFound, ConfigParseError
from botocore.configloader import raw_config_parse, load_config


def read(config, credentials):
    try:
        try:
            loaded = load_config(config)
        except ConfigNotFound:
            loaded = {'profiles': {}}
        try:
            for profile, values in raw_config_parse(credentials).items():
                loaded['profiles'].setdefault(profile, {}).update(values)
        except ConfigNotFound:
            pass
        return {kind: loaded.get(kind, {}) for kind in ('profiles', 'sso_sessions', 'services')}
    except ConfigParseError:
        return None


for config, credentials in json.load(sys.stdin):
    print(json.dumps(read(config, credentials)))
