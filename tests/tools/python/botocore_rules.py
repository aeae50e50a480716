"""Answers by botocore's own endpoint rules. Standard input: a JSON array of [service, region, fips, dualstack, legacy]; standard output: one
JSON array a line, [host, region that is signed for] or [null, reason]."""
import json
import sys

from botocore.endpoint_provider import EndpointProvider
from botocore.loaders import Loader

loader = Loader()
partitions = loader.load_data('partitions')
providers = {}
for service, region, fips, dualstack, legacy in json.load(sys.stdin):
    if service not in providers:
        providers[service] = EndpointProvider(loader.load_service_model(service, 'endpoint-rule-set-1'), partitions)
    parameters = {'Region': region, 'UseFIPS': fips, 'UseDualStack': dualstack}
    if service == 'sts':
        parameters['UseGlobalEndpoint'] = legacy
    try:
        endpoint = providers[service].resolve_endpoint(**parameters)
        signing = [scheme['signingRegion'] for scheme in endpoint.properties.get('authSchemes', []) if 'signingRegion' in scheme]
        print(json.dumps([endpoint.url.removeprefix('https://'), (signing or [region])[0]]))
    except Exception as refused:
        print(json.dumps([None, str(refused)]))
