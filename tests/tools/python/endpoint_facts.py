"""Writes src/Daypass.Client/Endpoints/endpoints.txt: what botocore's endpoint rules say of the services that the client calls.

Usage: python3 tests/tools/python/endpoint_facts.py > src/Daypass.Client/Endpoints/endpoints.txt

The rules are asked for every region that is known and for one that is not; what they answer is written down as the form of the host
name, with the regions that have another one. Nothing of the rules themselves is copied.
"""
import re
import sys

import botocore
from botocore.endpoint_provider import EndpointProvider
from botocore.loaders import Loader

SERVICES = ['sts', 'iam', 'sso', 'sso-oidc', 'signin']
VARIANTS = {'plain': (False, False), 'fips': (True, False), 'dualstack': (False, True), 'fips-dualstack': (True, True)}
# Asked first where no region is configured; the other names of the kind are regions of their partition like any other.
GLOBAL = 'aws-global'


def unknown_region(expression):
    """A region that nobody has, of the form that a partition's regions have, and the beginnings of that form."""
    form = re.fullmatch(r'\^(?P<before>[a-z\\-]*)(\((?P<choices>[a-z|]+)\))?\\-\\w\+\\-\\d\+\$', expression)
    if form is None:
        sys.exit(f'{expression} is no form of a region that the reader of this file knows')
    before = form['before'].replace('\\', '')
    beginnings = [before + choice for choice in (form['choices'] or '').split('|')]
    return beginnings[0] + '-nowhere-99', beginnings


def ask(provider, service, region, fips, dualstack, legacy):
    parameters = {'Region': region, 'UseFIPS': fips, 'UseDualStack': dualstack}
    if service == 'sts':
        parameters['UseGlobalEndpoint'] = legacy
    try:
        endpoint = provider.resolve_endpoint(**parameters)
    except Exception as refused:
        return 'none ' + str(refused.kwargs['msg'] if hasattr(refused, 'kwargs') else refused)
    schemes = endpoint.properties.get('authSchemes', [])
    signing = next((scheme['signingRegion'] for scheme in schemes if 'signingRegion' in scheme), region)
    # The name of no region at all is never signed for.
    signing = 'us-east-1' if signing == GLOBAL else signing
    host = endpoint.url.removeprefix('https://').rstrip('/')
    if '/' in host or not endpoint.url.startswith('https://'):
        sys.exit(f'{endpoint.url} is more than a host')
    return f'{host} {signing}'


def form(answer, region):
    return re.sub(r'(?<![a-z0-9-])' + re.escape(region) + r'(?![a-z0-9-])', '{region}', answer)


def lines_of(regions):
    return [' '.join(regions[start:start + 7]) for start in range(0, len(regions), 7)]


def main():
    loader = Loader()
    partitions = loader.load_data('partitions')
    print('# What botocore ' + botocore.__version__ + ' says of endpoints; written by tests/tools/python/endpoint_facts.py.')
    print('# partition NAME REGION SUFFIX BEGINNING,...: a partition, where it has services without regions, and how its regions begin')
    print('# region NAME ...: its regions')
    print('# SERVICE VARIANT HOST SIGNED-FOR or SERVICE VARIANT none REASON: in every region')
    print('# SERVICE VARIANT HOST SIGNED-FOR in REGION ...: in these')
    providers = {
        service: EndpointProvider(loader.load_service_model(service, 'endpoint-rule-set-1'), partitions) for service in SERVICES
    }
    for partition in partitions['partitions']:
        outputs = partition['outputs']
        nowhere, beginnings = unknown_region(partition['regionRegex'])
        regions = sorted(set(partition['regions']) | ({GLOBAL} if partition['id'] == 'aws' else set()))
        print(f"\npartition {partition['id']} {outputs['implicitGlobalRegion']} {outputs['dnsSuffix']} {','.join(beginnings)}")
        for line in lines_of(regions):
            print('region ' + line)
        for service, provider in providers.items():
            variants = dict(VARIANTS, **({'legacy': (False, False)} if service == 'sts' else {}))
            for variant, (fips, dualstack) in variants.items():
                usual = form(ask(provider, service, nowhere, fips, dualstack, variant == 'legacy'), nowhere)
                print(f'{service} {variant} {usual}')
                others = {}
                for region in regions:
                    answer = ask(provider, service, region, fips, dualstack, variant == 'legacy')
                    if form(answer, region) != usual and answer != usual.replace('{region}', region):
                        others.setdefault(answer, []).append(region)
                for answer, where in others.items():
                    for line in lines_of(where):
                        print(f'{service} {variant} {answer} in {line}')


main()
