# What aws-cli 2.36.7 printed for these commands against the same service, with its name replaced by ours.
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --tags Key=a,Value=b --query AssumedRoleUser
{
    "AssumedRoleId": "AROAXXXXXXXXXXXXXXXXX:s1",
    "Arn": "arn:aws:sts::123456789012:assumed-role/demo/s1"
}
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --tags Key=a,Value=b Key=c,Value=d --query AssumedRoleUser
{
    "AssumedRoleId": "AROAXXXXXXXXXXXXXXXXX:s1",
    "Arn": "arn:aws:sts::123456789012:assumed-role/demo/s1"
}
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --tags Key=a,Value="b c" --query AssumedRoleUser
{
    "AssumedRoleId": "AROAXXXXXXXXXXXXXXXXX:s1",
    "Arn": "arn:aws:sts::123456789012:assumed-role/demo/s1"
}
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --tags 'Key=a,Value=b, c' --query AssumedRoleUser
!
! daypass: [ERROR]: An error occurred (ParamValidation): Parameter validation failed:
! Invalid type for parameter Tags[0].Value, value: ['b', 'c'], type: <class 'list'>, valid types: <class 'str'>
? 252
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --tags '[{"Key":"k","Value":"v"}]' --query AssumedRoleUser
{
    "AssumedRoleId": "AROAXXXXXXXXXXXXXXXXX:s1",
    "Arn": "arn:aws:sts::123456789012:assumed-role/demo/s1"
}
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --tags --query AssumedRoleUser
{
    "AssumedRoleId": "AROAXXXXXXXXXXXXXXXXX:s1",
    "Arn": "arn:aws:sts::123456789012:assumed-role/demo/s1"
}
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --tags Key=a --query AssumedRoleUser
!
! daypass: [ERROR]: An error occurred (ParamValidation): Parameter validation failed:
! Missing required parameter in Tags[0]: "Value"
? 252
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --tags Foo=a --query AssumedRoleUser
!
! daypass: [ERROR]: An error occurred (ParamValidation): Parameter validation failed:
! Missing required parameter in Tags[0]: "Key"
! Missing required parameter in Tags[0]: "Value"
! Unknown parameter in Tags[0]: "Foo", must be one of: Key, Value
? 252
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --tags Key=a,Value=b,Key=c --query AssumedRoleUser
!
! daypass: [ERROR]: An error occurred (ParamValidation): Error parsing parameter '--tags': Second instance of key "Key" encountered for input:
! Key=a,Value=b,Key=c
!               ^
! This is often because there is a preceding "," instead of a space.
? 252
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --tags Key --query AssumedRoleUser
!
! daypass: [ERROR]: An error occurred (ParamValidation): Error parsing parameter '--tags': Expected: '=', received: 'EOF' for input:
!  Key
!    ^
? 252
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --tags Key=a,Value= --query AssumedRoleUser
{
    "AssumedRoleId": "AROAXXXXXXXXXXXXXXXXX:s1",
    "Arn": "arn:aws:sts::123456789012:assumed-role/demo/s1"
}
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --tags '' --query AssumedRoleUser
!
! daypass: [ERROR]: An error occurred (ParamValidation): Error parsing parameter '--tags': Expected: '=', received: 'EOF' for input:
!  
! ^
? 252
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --tags '{}' --query AssumedRoleUser
!
! daypass: [ERROR]: An error occurred (ParamValidation): Parameter validation failed:
! Missing required parameter in Tags[0]: "Key"
! Missing required parameter in Tags[0]: "Value"
? 252
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --policy-arns arn=arn:aws:iam::aws:policy/ReadOnlyAccess --query AssumedRoleUser
{
    "AssumedRoleId": "AROAXXXXXXXXXXXXXXXXX:s1",
    "Arn": "arn:aws:sts::123456789012:assumed-role/demo/s1"
}
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --policy-arns arn=a --query AssumedRoleUser
!
! daypass: [ERROR]: An error occurred (ParamValidation): Parameter validation failed:
! Invalid length for parameter PolicyArns[0].arn, value: 1, valid min length: 20
? 252
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --transitive-tag-keys a b c --query AssumedRoleUser
{
    "AssumedRoleId": "AROAXXXXXXXXXXXXXXXXX:s1",
    "Arn": "arn:aws:sts::123456789012:assumed-role/demo/s1"
}
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --transitive-tag-keys [\"a\",\"b\"] --query AssumedRoleUser
{
    "AssumedRoleId": "AROAXXXXXXXXXXXXXXXXX:s1",
    "Arn": "arn:aws:sts::123456789012:assumed-role/demo/s1"
}
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --transitive-tag-keys '["a","b"]' --query AssumedRoleUser
{
    "AssumedRoleId": "AROAXXXXXXXXXXXXXXXXX:s1",
    "Arn": "arn:aws:sts::123456789012:assumed-role/demo/s1"
}
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --duration-seconds 900 --query AssumedRoleUser
{
    "AssumedRoleId": "AROAXXXXXXXXXXXXXXXXX:s1",
    "Arn": "arn:aws:sts::123456789012:assumed-role/demo/s1"
}
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --duration-seconds 5 --query AssumedRoleUser
!
! daypass: [ERROR]: An error occurred (ParamValidation): Parameter validation failed:
! Invalid value for parameter DurationSeconds, value: 5, valid min value: 900
? 252
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --duration-seconds x --query AssumedRoleUser
!
! daypass: [ERROR]: invalid literal for int() with base 10: 'x'
? 255
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --duration-seconds=1800 --query AssumedRoleUser
{
    "AssumedRoleId": "AROAXXXXXXXXXXXXXXXXX:s1",
    "Arn": "arn:aws:sts::123456789012:assumed-role/demo/s1"
}
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --duration-seconds -1 --query AssumedRoleUser
!
! daypass: [ERROR]: An error occurred (ParamValidation): Parameter validation failed:
! Invalid value for parameter DurationSeconds, value: -1, valid min value: 900
? 252
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --policy '{"Version":"2012-10-17"}' --query AssumedRoleUser
{
    "AssumedRoleId": "AROAXXXXXXXXXXXXXXXXX:s1",
    "Arn": "arn:aws:sts::123456789012:assumed-role/demo/s1"
}
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --policy '' --query AssumedRoleUser
!
! daypass: [ERROR]: An error occurred (ParamValidation): Parameter validation failed:
! Invalid length for parameter Policy, value: 0, valid min length: 1
? 252
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --policy file://missing.json --query AssumedRoleUser
!
! daypass: [ERROR]: An error occurred (ParamValidation): Error parsing parameter '--policy': Unable to load paramfile file://missing.json: [Errno 2] No such file or directory: 'missing.json'
? 252
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --policy fileb://missing.json --query AssumedRoleUser
!
! daypass: [ERROR]: An error occurred (ParamValidation): Error parsing parameter '--policy': Unable to load paramfile fileb://missing.json: [Errno 2] No such file or directory: 'missing.json'
? 252
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --policy file:/// --query AssumedRoleUser
!
! daypass: [ERROR]: An error occurred (ParamValidation): Error parsing parameter '--policy': Unable to load paramfile file:///: [Errno 21] Is a directory: '/'
? 252
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --external-id ab --query AssumedRoleUser
{
    "AssumedRoleId": "AROAXXXXXXXXXXXXXXXXX:s1",
    "Arn": "arn:aws:sts::123456789012:assumed-role/demo/s1"
}
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --external-id a --query AssumedRoleUser
!
! daypass: [ERROR]: An error occurred (ParamValidation): Parameter validation failed:
! Invalid length for parameter ExternalId, value: 1, valid min length: 2
? 252
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --source-identity a --query AssumedRoleUser
!
! daypass: [ERROR]: An error occurred (ParamValidation): Parameter validation failed:
! Invalid length for parameter SourceIdentity, value: 1, valid min length: 2
? 252
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --serial-number short --token-code 12345 --query AssumedRoleUser
!
! daypass: [ERROR]: An error occurred (ParamValidation): Parameter validation failed:
! Invalid length for parameter SerialNumber, value: 5, valid min length: 9
! Invalid length for parameter TokenCode, value: 5, valid min length: 6
? 252
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --provided-contexts ProviderArn=arn:aws:iam::aws:contextProvider/IdentityCenter,ContextAssertion=abcd --query AssumedRoleUser
{
    "AssumedRoleId": "AROAXXXXXXXXXXXXXXXXX:s1",
    "Arn": "arn:aws:sts::123456789012:assumed-role/demo/s1"
}
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --provided-contexts ProviderArn=x --query AssumedRoleUser
!
! daypass: [ERROR]: An error occurred (ParamValidation): Parameter validation failed:
! Invalid length for parameter ProvidedContexts[0].ProviderArn, value: 1, valid min length: 20
? 252
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --cli-input-json '{"DurationSeconds":900}' --query AssumedRoleUser
{
    "AssumedRoleId": "AROAXXXXXXXXXXXXXXXXX:s1",
    "Arn": "arn:aws:sts::123456789012:assumed-role/demo/s1"
}
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --cli-input-json '{"DurationSeconds":"x"}' --query AssumedRoleUser
!
! daypass: [ERROR]: An error occurred (ParamValidation): Parameter validation failed:
! Invalid type for parameter DurationSeconds, value: x, type: <class 'str'>, valid types: <class 'int'>
? 252
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --cli-input-json '{' --query AssumedRoleUser
!
! daypass: [ERROR]: An error occurred (ParamValidation): Error parsing parameter 'cli-input-json': Invalid JSON received.
? 252
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --cli-input-json '[]' --query AssumedRoleUser
!
! daypass: [ERROR]: An error occurred (ParamValidation): Error parsing parameter '--cli-input-json': Invalid type: expecting map, received <class 'list'>
? 252
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --cli-input-yaml 'DurationSeconds: 900' --query AssumedRoleUser
{
    "AssumedRoleId": "AROAXXXXXXXXXXXXXXXXX:s1",
    "Arn": "arn:aws:sts::123456789012:assumed-role/demo/s1"
}
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --cli-input-yaml 'a: [b' --query AssumedRoleUser
!
! daypass: [ERROR]: An error occurred (ParamValidation): Error parsing parameter 'cli-input-yaml': Invalid YAML received.
? 252
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --cli-input-json '{}' --cli-input-yaml '{}' --query AssumedRoleUser
!
! daypass: [ERROR]: An error occurred (ParamValidation): Only one --cli-input- parameter may be specified.
? 252
$ daypass sts assume-root --target-principal 111122223333 --task-policy-arn x
!
! daypass: [ERROR]: An error occurred (ParamValidation): Error parsing parameter '--task-policy-arn': Expected: '=', received: 'EOF' for input:
!  x
!  ^
? 252
$ daypass sts assume-root --target-principal 111122223333 --task-policy-arn '{"arn":"arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials"}'
{
    "Credentials": {
        "AccessKeyId": "ASIAXXXXXXXXXXXXXXXX",
        "SecretAccessKey": "SECRET",
        "SessionToken": "TOKEN",
        "Expiration": "2026-11-22T04:00:00+00:00"
    },
    "SourceIdentity": "Alice"
}
$ daypass sts assume-root --target-principal 1 --task-policy-arn arn=1
!
! daypass: [ERROR]: An error occurred (ParamValidation): Parameter validation failed:
! Invalid length for parameter TargetPrincipal, value: 1, valid min length: 12
! Invalid length for parameter TaskPolicyArn.arn, value: 1, valid min length: 20
? 252
$ daypass sts get-session-token --duration-seconds 899
!
! daypass: [ERROR]: An error occurred (ParamValidation): Parameter validation failed:
! Invalid value for parameter DurationSeconds, value: 899, valid min value: 900
? 252
$ daypass sts get-session-token --duration-seconds 3600 --serial-number arn:aws:iam::111122223333:mfa/me --token-code 123456
{
    "Credentials": {
        "AccessKeyId": "ASIAXXXXXXXXXXXXXXXX",
        "SecretAccessKey": "SECRET",
        "SessionToken": "TOKEN",
        "Expiration": "2026-11-22T04:00:00+00:00"
    }
}
$ daypass sts get-federation-token --name B
!
! daypass: [ERROR]: An error occurred (ParamValidation): Parameter validation failed:
! Invalid length for parameter Name, value: 1, valid min length: 2
? 252
$ daypass sts get-federation-token --name Bob --tags Key=a,Value=b --output text
6
CREDENTIALS	ASIAXXXXXXXXXXXXXXXX	2026-11-22T04:00:00+00:00	SECRET	TOKEN
FEDERATEDUSER	arn:aws:sts::123456789012:federated-user/Bob	123456789012:Bob
$ daypass sts get-web-identity-token --audience --signing-algorithm RS256
!
! daypass: [ERROR]: An error occurred (ParamValidation): Parameter validation failed:
! Invalid length for parameter Audience, value: 0, valid min length: 1
? 252
$ daypass sts get-web-identity-token --audience a --signing-algorithm X
!
! daypass: [ERROR]: An error occurred (ParamValidation): Parameter validation failed:
! Invalid length for parameter SigningAlgorithm, value: 1, valid min length: 5
? 252
$ daypass sts get-access-key-info --access-key-id short
!
! daypass: [ERROR]: An error occurred (ParamValidation): Parameter validation failed:
! Invalid length for parameter AccessKeyId, value: 5, valid min length: 16
? 252
$ daypass sts decode-authorization-message
!
! daypass: [ERROR]: An error occurred (ParamValidation): the following arguments are required: --encoded-message
!
! usage: daypass [options] <command> <subcommand> [<subcommand> ...] [parameters]
! To see help text, you can run:
!
!   daypass help
!   daypass <command> help
!   daypass <command> <subcommand> help
? 252
$ daypass sts get-delegated-access-token
!
! daypass: [ERROR]: An error occurred (ParamValidation): the following arguments are required: --trade-in-token
!
! usage: daypass [options] <command> <subcommand> [<subcommand> ...] [parameters]
! To see help text, you can run:
!
!   daypass help
!   daypass <command> help
!   daypass <command> <subcommand> help
? 252
$ daypass sts assume-role
!
! daypass: [ERROR]: An error occurred (ParamValidation): the following arguments are required: --role-arn, --role-session-name
!
! usage: daypass [options] <command> <subcommand> [<subcommand> ...] [parameters]
! To see help text, you can run:
!
!   daypass help
!   daypass <command> help
!   daypass <command> <subcommand> help
? 252
$ daypass sts assume-role --role-arn
!
! daypass: [ERROR]: An error occurred (ParamValidation): argument --role-arn: expected one argument
!
! usage: daypass [options] <command> <subcommand> [<subcommand> ...] [parameters]
! To see help text, you can run:
!
!   daypass help
!   daypass <command> help
!   daypass <command> <subcommand> help
? 252
$ daypass sts assume-role --role-arn x
!
! daypass: [ERROR]: An error occurred (ParamValidation): the following arguments are required: --role-session-name
!
! usage: daypass [options] <command> <subcommand> [<subcommand> ...] [parameters]
! To see help text, you can run:
!
!   daypass help
!   daypass <command> help
!   daypass <command> <subcommand> help
? 252
$ daypass sts assume-role-with-web-identity --role-arn x --role-session-name y --web-identity-token abc
!
! daypass: [ERROR]: An error occurred (ParamValidation): Parameter validation failed:
! Invalid length for parameter RoleArn, value: 1, valid min length: 20
! Invalid length for parameter RoleSessionName, value: 1, valid min length: 2
! Invalid length for parameter WebIdentityToken, value: 3, valid min length: 4
? 252
