# What aws-cli 2.36.7 printed for these commands against the same service, with its name replaced by ours.
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --output json
{
    "Credentials": {
        "AccessKeyId": "ASIAXXXXXXXXXXXXXXXX",
        "SecretAccessKey": "SECRET",
        "SessionToken": "TOKEN",
        "Expiration": "2026-11-22T04:00:00+00:00"
    },
    "AssumedRoleUser": {
        "AssumedRoleId": "AROAXXXXXXXXXXXXXXXXX:s1",
        "Arn": "arn:aws:sts::123456789012:assumed-role/demo/s1"
    },
    "PackedPolicySize": 6,
    "SourceIdentity": "Alice"
}
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --output text
6	Alice
ASSUMEDROLEUSER	arn:aws:sts::123456789012:assumed-role/demo/s1	AROAXXXXXXXXXXXXXXXXX:s1
CREDENTIALS	ASIAXXXXXXXXXXXXXXXX	2026-11-22T04:00:00+00:00	SECRET	TOKEN
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --output table
-----------------------------------------------------------------------
|                             AssumeRole                              |
+-----------------------------------------------+---------------------+
|  PackedPolicySize                             |  6                  |
|  SourceIdentity                               |  Alice              |
+-----------------------------------------------+---------------------+
||                          AssumedRoleUser                          ||
|+----------------+--------------------------------------------------+|
||  Arn           |  arn:aws:sts::123456789012:assumed-role/demo/s1  ||
||  AssumedRoleId |  AROAXXXXXXXXXXXXXXXXX:s1                        ||
|+----------------+--------------------------------------------------+|
||                            Credentials                            ||
|+-------------------------+-----------------------------------------+|
||  AccessKeyId            |  ASIAXXXXXXXXXXXXXXXX                   ||
||  Expiration             |  2026-11-22T04:00:00+00:00              ||
||  SecretAccessKey        |  SECRET                                 ||
||  SessionToken           |  TOKEN                                  ||
|+-------------------------+-----------------------------------------+|
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --output yaml
AssumedRoleUser:
  Arn: arn:aws:sts::123456789012:assumed-role/demo/s1
  AssumedRoleId: AROAXXXXXXXXXXXXXXXXX:s1
Credentials:
  AccessKeyId: ASIAXXXXXXXXXXXXXXXX
  Expiration: '2026-11-22T04:00:00+00:00'
  SecretAccessKey: SECRET
  SessionToken: TOKEN
PackedPolicySize: 6
SourceIdentity: Alice
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --output yaml-stream
- AssumedRoleUser:
    Arn: arn:aws:sts::123456789012:assumed-role/demo/s1
    AssumedRoleId: AROAXXXXXXXXXXXXXXXXX:s1
  Credentials:
    AccessKeyId: ASIAXXXXXXXXXXXXXXXX
    Expiration: '2026-11-22T04:00:00+00:00'
    SecretAccessKey: SECRET
    SessionToken: TOKEN
  PackedPolicySize: 6
  SourceIdentity: Alice
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --output off
$ daypass sts assume-role-with-saml --role-arn arn:aws:iam::111122223333:role/demo --principal-arn arn:aws:iam::111122223333:saml-provider/idp --saml-assertion PHNhbWw+ --output json
{
    "Credentials": {
        "AccessKeyId": "ASIAXXXXXXXXXXXXXXXX",
        "SecretAccessKey": "SECRET",
        "SessionToken": "TOKEN",
        "Expiration": "2026-11-22T04:00:00+00:00"
    },
    "AssumedRoleUser": {
        "AssumedRoleId": "AROAXXXXXXXXXXXXXXXXX:s1",
        "Arn": "arn:aws:sts::123456789012:assumed-role/demo/s1"
    },
    "PackedPolicySize": 6,
    "Subject": "alice@x",
    "SubjectType": "persistent",
    "Issuer": "https://idp/",
    "Audience": "https://signin.aws.amazon.com/saml",
    "NameQualifier": "Zm9v",
    "SourceIdentity": "Alice"
}
$ daypass sts assume-role-with-saml --role-arn arn:aws:iam::111122223333:role/demo --principal-arn arn:aws:iam::111122223333:saml-provider/idp --saml-assertion PHNhbWw+ --output text
https://signin.aws.amazon.com/saml	https://idp/	Zm9v	6	Alice	alice@x	persistent
ASSUMEDROLEUSER	arn:aws:sts::123456789012:assumed-role/demo/s1	AROAXXXXXXXXXXXXXXXXX:s1
CREDENTIALS	ASIAXXXXXXXXXXXXXXXX	2026-11-22T04:00:00+00:00	SECRET	TOKEN
$ daypass sts assume-role-with-saml --role-arn arn:aws:iam::111122223333:role/demo --principal-arn arn:aws:iam::111122223333:saml-provider/idp --saml-assertion PHNhbWw+ --output table
-----------------------------------------------------------------------
|                         AssumeRoleWithSAML                          |
+----------------------+----------------------------------------------+
|  Audience            |  https://signin.aws.amazon.com/saml          |
|  Issuer              |  https://idp/                                |
|  NameQualifier       |  Zm9v                                        |
|  PackedPolicySize    |  6                                           |
|  SourceIdentity      |  Alice                                       |
|  Subject             |  alice@x                                     |
|  SubjectType         |  persistent                                  |
+----------------------+----------------------------------------------+
||                          AssumedRoleUser                          ||
|+----------------+--------------------------------------------------+|
||  Arn           |  arn:aws:sts::123456789012:assumed-role/demo/s1  ||
||  AssumedRoleId |  AROAXXXXXXXXXXXXXXXXX:s1                        ||
|+----------------+--------------------------------------------------+|
||                            Credentials                            ||
|+-------------------------+-----------------------------------------+|
||  AccessKeyId            |  ASIAXXXXXXXXXXXXXXXX                   ||
||  Expiration             |  2026-11-22T04:00:00+00:00              ||
||  SecretAccessKey        |  SECRET                                 ||
||  SessionToken           |  TOKEN                                  ||
|+-------------------------+-----------------------------------------+|
$ daypass sts assume-role-with-saml --role-arn arn:aws:iam::111122223333:role/demo --principal-arn arn:aws:iam::111122223333:saml-provider/idp --saml-assertion PHNhbWw+ --output yaml
AssumedRoleUser:
  Arn: arn:aws:sts::123456789012:assumed-role/demo/s1
  AssumedRoleId: AROAXXXXXXXXXXXXXXXXX:s1
Audience: https://signin.aws.amazon.com/saml
Credentials:
  AccessKeyId: ASIAXXXXXXXXXXXXXXXX
  Expiration: '2026-11-22T04:00:00+00:00'
  SecretAccessKey: SECRET
  SessionToken: TOKEN
Issuer: https://idp/
NameQualifier: Zm9v
PackedPolicySize: 6
SourceIdentity: Alice
Subject: alice@x
SubjectType: persistent
$ daypass sts assume-role-with-saml --role-arn arn:aws:iam::111122223333:role/demo --principal-arn arn:aws:iam::111122223333:saml-provider/idp --saml-assertion PHNhbWw+ --output yaml-stream
- AssumedRoleUser:
    Arn: arn:aws:sts::123456789012:assumed-role/demo/s1
    AssumedRoleId: AROAXXXXXXXXXXXXXXXXX:s1
  Audience: https://signin.aws.amazon.com/saml
  Credentials:
    AccessKeyId: ASIAXXXXXXXXXXXXXXXX
    Expiration: '2026-11-22T04:00:00+00:00'
    SecretAccessKey: SECRET
    SessionToken: TOKEN
  Issuer: https://idp/
  NameQualifier: Zm9v
  PackedPolicySize: 6
  SourceIdentity: Alice
  Subject: alice@x
  SubjectType: persistent
$ daypass sts assume-role-with-saml --role-arn arn:aws:iam::111122223333:role/demo --principal-arn arn:aws:iam::111122223333:saml-provider/idp --saml-assertion PHNhbWw+ --output off
$ daypass sts assume-role-with-web-identity --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --web-identity-token token-of-a-provider --output json
{
    "Credentials": {
        "AccessKeyId": "ASIAXXXXXXXXXXXXXXXX",
        "SecretAccessKey": "SECRET",
        "SessionToken": "TOKEN",
        "Expiration": "2026-11-22T04:00:00+00:00"
    },
    "SubjectFromWebIdentityToken": "sub1",
    "AssumedRoleUser": {
        "AssumedRoleId": "AROAXXXXXXXXXXXXXXXXX:s1",
        "Arn": "arn:aws:sts::123456789012:assumed-role/demo/s1"
    },
    "PackedPolicySize": 6,
    "Provider": "https://idp",
    "Audience": "client1",
    "SourceIdentity": "Alice"
}
$ daypass sts assume-role-with-web-identity --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --web-identity-token token-of-a-provider --output text
client1	6	https://idp	Alice	sub1
ASSUMEDROLEUSER	arn:aws:sts::123456789012:assumed-role/demo/s1	AROAXXXXXXXXXXXXXXXXX:s1
CREDENTIALS	ASIAXXXXXXXXXXXXXXXX	2026-11-22T04:00:00+00:00	SECRET	TOKEN
$ daypass sts assume-role-with-web-identity --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --web-identity-token token-of-a-provider --output table
-----------------------------------------------------------------------
|                      AssumeRoleWithWebIdentity                      |
+----------------------------------------------+----------------------+
|  Audience                                    |  client1             |
|  PackedPolicySize                            |  6                   |
|  Provider                                    |  https://idp         |
|  SourceIdentity                              |  Alice               |
|  SubjectFromWebIdentityToken                 |  sub1                |
+----------------------------------------------+----------------------+
||                          AssumedRoleUser                          ||
|+----------------+--------------------------------------------------+|
||  Arn           |  arn:aws:sts::123456789012:assumed-role/demo/s1  ||
||  AssumedRoleId |  AROAXXXXXXXXXXXXXXXXX:s1                        ||
|+----------------+--------------------------------------------------+|
||                            Credentials                            ||
|+-------------------------+-----------------------------------------+|
||  AccessKeyId            |  ASIAXXXXXXXXXXXXXXXX                   ||
||  Expiration             |  2026-11-22T04:00:00+00:00              ||
||  SecretAccessKey        |  SECRET                                 ||
||  SessionToken           |  TOKEN                                  ||
|+-------------------------+-----------------------------------------+|
$ daypass sts assume-role-with-web-identity --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --web-identity-token token-of-a-provider --output yaml
AssumedRoleUser:
  Arn: arn:aws:sts::123456789012:assumed-role/demo/s1
  AssumedRoleId: AROAXXXXXXXXXXXXXXXXX:s1
Audience: client1
Credentials:
  AccessKeyId: ASIAXXXXXXXXXXXXXXXX
  Expiration: '2026-11-22T04:00:00+00:00'
  SecretAccessKey: SECRET
  SessionToken: TOKEN
PackedPolicySize: 6
Provider: https://idp
SourceIdentity: Alice
SubjectFromWebIdentityToken: sub1
$ daypass sts assume-role-with-web-identity --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --web-identity-token token-of-a-provider --output yaml-stream
- AssumedRoleUser:
    Arn: arn:aws:sts::123456789012:assumed-role/demo/s1
    AssumedRoleId: AROAXXXXXXXXXXXXXXXXX:s1
  Audience: client1
  Credentials:
    AccessKeyId: ASIAXXXXXXXXXXXXXXXX
    Expiration: '2026-11-22T04:00:00+00:00'
    SecretAccessKey: SECRET
    SessionToken: TOKEN
  PackedPolicySize: 6
  Provider: https://idp
  SourceIdentity: Alice
  SubjectFromWebIdentityToken: sub1
$ daypass sts assume-role-with-web-identity --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --web-identity-token token-of-a-provider --output off
$ daypass sts assume-root --target-principal 111122223333 --task-policy-arn arn=arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials --output json
{
    "Credentials": {
        "AccessKeyId": "ASIAXXXXXXXXXXXXXXXX",
        "SecretAccessKey": "SECRET",
        "SessionToken": "TOKEN",
        "Expiration": "2026-11-22T04:00:00+00:00"
    },
    "SourceIdentity": "Alice"
}
$ daypass sts assume-root --target-principal 111122223333 --task-policy-arn arn=arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials --output text
Alice
CREDENTIALS	ASIAXXXXXXXXXXXXXXXX	2026-11-22T04:00:00+00:00	SECRET	TOKEN
$ daypass sts assume-root --target-principal 111122223333 --task-policy-arn arn=arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials --output table
----------------------------------------------------
|                    AssumeRoot                    |
+---------------------------------+----------------+
|  SourceIdentity                 |  Alice         |
+---------------------------------+----------------+
||                   Credentials                  ||
|+------------------+-----------------------------+|
||  AccessKeyId     |  ASIAXXXXXXXXXXXXXXXX       ||
||  Expiration      |  2026-11-22T04:00:00+00:00  ||
||  SecretAccessKey |  SECRET                     ||
||  SessionToken    |  TOKEN                      ||
|+------------------+-----------------------------+|
$ daypass sts assume-root --target-principal 111122223333 --task-policy-arn arn=arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials --output yaml
Credentials:
  AccessKeyId: ASIAXXXXXXXXXXXXXXXX
  Expiration: '2026-11-22T04:00:00+00:00'
  SecretAccessKey: SECRET
  SessionToken: TOKEN
SourceIdentity: Alice
$ daypass sts assume-root --target-principal 111122223333 --task-policy-arn arn=arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials --output yaml-stream
- Credentials:
    AccessKeyId: ASIAXXXXXXXXXXXXXXXX
    Expiration: '2026-11-22T04:00:00+00:00'
    SecretAccessKey: SECRET
    SessionToken: TOKEN
  SourceIdentity: Alice
$ daypass sts assume-root --target-principal 111122223333 --task-policy-arn arn=arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials --output off
$ daypass sts decode-authorization-message --encoded-message abc --output json
{
    "DecodedMessage": "{\"allowed\":false,\"n\":\"é\"}"
}
$ daypass sts decode-authorization-message --encoded-message abc --output text
{"allowed":false,"n":"é"}
$ daypass sts decode-authorization-message --encoded-message abc --output table
--------------------------------------------------
|           DecodeAuthorizationMessage           |
+-----------------+------------------------------+
|  DecodedMessage |  {"allowed":false,"n":"é"}  |
+-----------------+------------------------------+
$ daypass sts decode-authorization-message --encoded-message abc --output yaml
DecodedMessage: '{"allowed":false,"n":"é"}'
$ daypass sts decode-authorization-message --encoded-message abc --output yaml-stream
- DecodedMessage: '{"allowed":false,"n":"é"}'
$ daypass sts decode-authorization-message --encoded-message abc --output off
$ daypass sts get-access-key-info --access-key-id AKIAIOSFODNN7EXAMPLE --output json
{
    "Account": "123456789012"
}
$ daypass sts get-access-key-info --access-key-id AKIAIOSFODNN7EXAMPLE --output text
123456789012
$ daypass sts get-access-key-info --access-key-id AKIAIOSFODNN7EXAMPLE --output table
-----------------------------
|     GetAccessKeyInfo      |
+----------+----------------+
|  Account |  123456789012  |
+----------+----------------+
$ daypass sts get-access-key-info --access-key-id AKIAIOSFODNN7EXAMPLE --output yaml
Account: '123456789012'
$ daypass sts get-access-key-info --access-key-id AKIAIOSFODNN7EXAMPLE --output yaml-stream
- Account: '123456789012'
$ daypass sts get-access-key-info --access-key-id AKIAIOSFODNN7EXAMPLE --output off
$ daypass sts get-caller-identity --output json
{
    "UserId": "AIDAXXXXXXXXXXXXXXXXX",
    "Account": "123456789012",
    "Arn": "arn:aws:iam::123456789012:user/Alice"
}
$ daypass sts get-caller-identity --output text
123456789012	arn:aws:iam::123456789012:user/Alice	AIDAXXXXXXXXXXXXXXXXX
$ daypass sts get-caller-identity --output table
-----------------------------------------------------
|                 GetCallerIdentity                 |
+---------+-----------------------------------------+
|  Account|  123456789012                           |
|  Arn    |  arn:aws:iam::123456789012:user/Alice   |
|  UserId |  AIDAXXXXXXXXXXXXXXXXX                  |
+---------+-----------------------------------------+
$ daypass sts get-caller-identity --output yaml
Account: '123456789012'
Arn: arn:aws:iam::123456789012:user/Alice
UserId: AIDAXXXXXXXXXXXXXXXXX
$ daypass sts get-caller-identity --output yaml-stream
- Account: '123456789012'
  Arn: arn:aws:iam::123456789012:user/Alice
  UserId: AIDAXXXXXXXXXXXXXXXXX
$ daypass sts get-caller-identity --output off
$ daypass sts get-delegated-access-token --trade-in-token abc --output json
{
    "Credentials": {
        "AccessKeyId": "ASIAXXXXXXXXXXXXXXXX",
        "SecretAccessKey": "SECRET",
        "SessionToken": "TOKEN",
        "Expiration": "2026-11-22T04:00:00+00:00"
    },
    "PackedPolicySize": 6,
    "AssumedPrincipal": "arn:aws:iam::123456789012:role/demo"
}
$ daypass sts get-delegated-access-token --trade-in-token abc --output text
arn:aws:iam::123456789012:role/demo	6
CREDENTIALS	ASIAXXXXXXXXXXXXXXXX	2026-11-22T04:00:00+00:00	SECRET	TOKEN
$ daypass sts get-delegated-access-token --trade-in-token abc --output table
-------------------------------------------------------------
|                  GetDelegatedAccessToken                  |
+-------------------+---------------------------------------+
|  AssumedPrincipal |  arn:aws:iam::123456789012:role/demo  |
|  PackedPolicySize |  6                                    |
+-------------------+---------------------------------------+
||                       Credentials                       ||
|+---------------------+-----------------------------------+|
||  AccessKeyId        |  ASIAXXXXXXXXXXXXXXXX             ||
||  Expiration         |  2026-11-22T04:00:00+00:00        ||
||  SecretAccessKey    |  SECRET                           ||
||  SessionToken       |  TOKEN                            ||
|+---------------------+-----------------------------------+|
$ daypass sts get-delegated-access-token --trade-in-token abc --output yaml
AssumedPrincipal: arn:aws:iam::123456789012:role/demo
Credentials:
  AccessKeyId: ASIAXXXXXXXXXXXXXXXX
  Expiration: '2026-11-22T04:00:00+00:00'
  SecretAccessKey: SECRET
  SessionToken: TOKEN
PackedPolicySize: 6
$ daypass sts get-delegated-access-token --trade-in-token abc --output yaml-stream
- AssumedPrincipal: arn:aws:iam::123456789012:role/demo
  Credentials:
    AccessKeyId: ASIAXXXXXXXXXXXXXXXX
    Expiration: '2026-11-22T04:00:00+00:00'
    SecretAccessKey: SECRET
    SessionToken: TOKEN
  PackedPolicySize: 6
$ daypass sts get-delegated-access-token --trade-in-token abc --output off
$ daypass sts get-federation-token --name Bob --output json
{
    "Credentials": {
        "AccessKeyId": "ASIAXXXXXXXXXXXXXXXX",
        "SecretAccessKey": "SECRET",
        "SessionToken": "TOKEN",
        "Expiration": "2026-11-22T04:00:00+00:00"
    },
    "FederatedUser": {
        "FederatedUserId": "123456789012:Bob",
        "Arn": "arn:aws:sts::123456789012:federated-user/Bob"
    },
    "PackedPolicySize": 6
}
$ daypass sts get-federation-token --name Bob --output text
6
CREDENTIALS	ASIAXXXXXXXXXXXXXXXX	2026-11-22T04:00:00+00:00	SECRET	TOKEN
FEDERATEDUSER	arn:aws:sts::123456789012:federated-user/Bob	123456789012:Bob
$ daypass sts get-federation-token --name Bob --output table
-----------------------------------------------------------------------
|                         GetFederationToken                          |
+-------------------------------------------------------+-------------+
|  PackedPolicySize                                     |  6          |
+-------------------------------------------------------+-------------+
||                            Credentials                            ||
|+-------------------------+-----------------------------------------+|
||  AccessKeyId            |  ASIAXXXXXXXXXXXXXXXX                   ||
||  Expiration             |  2026-11-22T04:00:00+00:00              ||
||  SecretAccessKey        |  SECRET                                 ||
||  SessionToken           |  TOKEN                                  ||
|+-------------------------+-----------------------------------------+|
||                           FederatedUser                           ||
|+------------------+------------------------------------------------+|
||  Arn             |  arn:aws:sts::123456789012:federated-user/Bob  ||
||  FederatedUserId |  123456789012:Bob                              ||
|+------------------+------------------------------------------------+|
$ daypass sts get-federation-token --name Bob --output yaml
Credentials:
  AccessKeyId: ASIAXXXXXXXXXXXXXXXX
  Expiration: '2026-11-22T04:00:00+00:00'
  SecretAccessKey: SECRET
  SessionToken: TOKEN
FederatedUser:
  Arn: arn:aws:sts::123456789012:federated-user/Bob
  FederatedUserId: 123456789012:Bob
PackedPolicySize: 6
$ daypass sts get-federation-token --name Bob --output yaml-stream
- Credentials:
    AccessKeyId: ASIAXXXXXXXXXXXXXXXX
    Expiration: '2026-11-22T04:00:00+00:00'
    SecretAccessKey: SECRET
    SessionToken: TOKEN
  FederatedUser:
    Arn: arn:aws:sts::123456789012:federated-user/Bob
    FederatedUserId: 123456789012:Bob
  PackedPolicySize: 6
$ daypass sts get-federation-token --name Bob --output off
$ daypass sts get-session-token --output json
{
    "Credentials": {
        "AccessKeyId": "ASIAXXXXXXXXXXXXXXXX",
        "SecretAccessKey": "SECRET",
        "SessionToken": "TOKEN",
        "Expiration": "2026-11-22T04:00:00+00:00"
    }
}
$ daypass sts get-session-token --output text
CREDENTIALS	ASIAXXXXXXXXXXXXXXXX	2026-11-22T04:00:00+00:00	SECRET	TOKEN
$ daypass sts get-session-token --output table
----------------------------------------------------
|                  GetSessionToken                 |
+--------------------------------------------------+
||                   Credentials                  ||
|+------------------+-----------------------------+|
||  AccessKeyId     |  ASIAXXXXXXXXXXXXXXXX       ||
||  Expiration      |  2026-11-22T04:00:00+00:00  ||
||  SecretAccessKey |  SECRET                     ||
||  SessionToken    |  TOKEN                      ||
|+------------------+-----------------------------+|
$ daypass sts get-session-token --output yaml
Credentials:
  AccessKeyId: ASIAXXXXXXXXXXXXXXXX
  Expiration: '2026-11-22T04:00:00+00:00'
  SecretAccessKey: SECRET
  SessionToken: TOKEN
$ daypass sts get-session-token --output yaml-stream
- Credentials:
    AccessKeyId: ASIAXXXXXXXXXXXXXXXX
    Expiration: '2026-11-22T04:00:00+00:00'
    SecretAccessKey: SECRET
    SessionToken: TOKEN
$ daypass sts get-session-token --output off
$ daypass sts get-web-identity-token --audience a b --signing-algorithm RS256 --output json
{
    "WebIdentityToken": "eyJ.a.b",
    "Expiration": "2026-11-22T04:00:00+00:00"
}
$ daypass sts get-web-identity-token --audience a b --signing-algorithm RS256 --output text
2026-11-22T04:00:00+00:00	eyJ.a.b
$ daypass sts get-web-identity-token --audience a b --signing-algorithm RS256 --output table
---------------------------------------------------
|               GetWebIdentityToken               |
+----------------------------+--------------------+
|         Expiration         | WebIdentityToken   |
+----------------------------+--------------------+
|  2026-11-22T04:00:00+00:00 |  eyJ.a.b           |
+----------------------------+--------------------+
$ daypass sts get-web-identity-token --audience a b --signing-algorithm RS256 --output yaml
Expiration: '2026-11-22T04:00:00+00:00'
WebIdentityToken: eyJ.a.b
$ daypass sts get-web-identity-token --audience a b --signing-algorithm RS256 --output yaml-stream
- Expiration: '2026-11-22T04:00:00+00:00'
  WebIdentityToken: eyJ.a.b
$ daypass sts get-web-identity-token --audience a b --signing-algorithm RS256 --output off
