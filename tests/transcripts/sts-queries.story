# What aws-cli 2.36.7 printed for these commands against the same service, with its name replaced by ours.
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query 'Credentials' --output json
{
    "AccessKeyId": "ASIAXXXXXXXXXXXXXXXX",
    "SecretAccessKey": "SECRET",
    "SessionToken": "TOKEN",
    "Expiration": "2026-11-22T04:00:00+00:00"
}
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query 'Credentials' --output text
ASIAXXXXXXXXXXXXXXXX	2026-11-22T04:00:00+00:00	SECRET	TOKEN
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query 'Credentials' --output table
--------------------------------------------------
|                   AssumeRole                   |
+------------------+-----------------------------+
|  AccessKeyId     |  ASIAXXXXXXXXXXXXXXXX       |
|  Expiration      |  2026-11-22T04:00:00+00:00  |
|  SecretAccessKey |  SECRET                     |
|  SessionToken    |  TOKEN                      |
+------------------+-----------------------------+
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query 'Credentials' --output yaml
AccessKeyId: ASIAXXXXXXXXXXXXXXXX
Expiration: '2026-11-22T04:00:00+00:00'
SecretAccessKey: SECRET
SessionToken: TOKEN
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query 'Credentials.AccessKeyId' --output json
"ASIAXXXXXXXXXXXXXXXX"
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query 'Credentials.AccessKeyId' --output text
ASIAXXXXXXXXXXXXXXXX
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query 'Credentials.AccessKeyId' --output table
------------
|AssumeRole|
+----------+
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query 'Credentials.AccessKeyId' --output yaml
"ASIAXXXXXXXXXXXXXXXX"
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output json
[
    "ASIAXXXXXXXXXXXXXXXX",
    "SECRET",
    "TOKEN"
]
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text
ASIAXXXXXXXXXXXXXXXX	SECRET	TOKEN
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output table
--------------------------
|       AssumeRole       |
+------------------------+
|  ASIAXXXXXXXXXXXXXXXX  |
|  SECRET                |
|  TOKEN                 |
+------------------------+
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output yaml
- ASIAXXXXXXXXXXXXXXXX
- SECRET
- TOKEN
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query '[Credentials.AccessKeyId, AssumedRoleUser.Arn]' --output json
[
    "ASIAXXXXXXXXXXXXXXXX",
    "arn:aws:sts::123456789012:assumed-role/demo/s1"
]
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query '[Credentials.AccessKeyId, AssumedRoleUser.Arn]' --output text
ASIAXXXXXXXXXXXXXXXX	arn:aws:sts::123456789012:assumed-role/demo/s1
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query '[Credentials.AccessKeyId, AssumedRoleUser.Arn]' --output table
----------------------------------------------------
|                    AssumeRole                    |
+--------------------------------------------------+
|  ASIAXXXXXXXXXXXXXXXX                            |
|  arn:aws:sts::123456789012:assumed-role/demo/s1  |
+--------------------------------------------------+
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query '[Credentials.AccessKeyId, AssumedRoleUser.Arn]' --output yaml
- ASIAXXXXXXXXXXXXXXXX
- arn:aws:sts::123456789012:assumed-role/demo/s1
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query '{id: AssumedRoleUser.AssumedRoleId, key: Credentials.AccessKeyId}' --output json
{
    "id": "AROAXXXXXXXXXXXXXXXXX:s1",
    "key": "ASIAXXXXXXXXXXXXXXXX"
}
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query '{id: AssumedRoleUser.AssumedRoleId, key: Credentials.AccessKeyId}' --output text
AROAXXXXXXXXXXXXXXXXX:s1	ASIAXXXXXXXXXXXXXXXX
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query '{id: AssumedRoleUser.AssumedRoleId, key: Credentials.AccessKeyId}' --output table
------------------------------------------------------
|                     AssumeRole                     |
+---------------------------+------------------------+
|            id             |          key           |
+---------------------------+------------------------+
|  AROAXXXXXXXXXXXXXXXXX:s1 |  ASIAXXXXXXXXXXXXXXXX  |
+---------------------------+------------------------+
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query '{id: AssumedRoleUser.AssumedRoleId, key: Credentials.AccessKeyId}' --output yaml
id: AROAXXXXXXXXXXXXXXXXX:s1
key: ASIAXXXXXXXXXXXXXXXX
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query 'keys(@)' --output json
[
    "Credentials",
    "AssumedRoleUser",
    "PackedPolicySize",
    "SourceIdentity"
]
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query 'keys(@)' --output text
Credentials	AssumedRoleUser	PackedPolicySize	SourceIdentity
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query 'keys(@)' --output table
----------------------
|     AssumeRole     |
+--------------------+
|  Credentials       |
|  AssumedRoleUser   |
|  PackedPolicySize  |
|  SourceIdentity    |
+--------------------+
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query 'keys(@)' --output yaml
- Credentials
- AssumedRoleUser
- PackedPolicySize
- SourceIdentity
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query 'length(keys(@))' --output json
4
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query 'length(keys(@))' --output text
4
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query 'length(keys(@))' --output table
------------
|AssumeRole|
+----------+
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query 'length(keys(@))' --output yaml
4
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query '*.Arn' --output json
[
    "arn:aws:sts::123456789012:assumed-role/demo/s1"
]
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query '*.Arn' --output text
arn:aws:sts::123456789012:assumed-role/demo/s1
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query '*.Arn' --output table
----------------------------------------------------
|                    AssumeRole                    |
+--------------------------------------------------+
|  arn:aws:sts::123456789012:assumed-role/demo/s1  |
+--------------------------------------------------+
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query '*.Arn' --output yaml
- arn:aws:sts::123456789012:assumed-role/demo/s1
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query 'nope' --output json
null
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query 'nope' --output text
None
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query 'nope' --output table
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query 'nope' --output yaml
null
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query 'Credentials | [0]' --output json
null
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query 'Credentials | [0]' --output text
None
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query 'Credentials | [0]' --output table
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query 'Credentials | [0]' --output yaml
null
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query 'sort(values(AssumedRoleUser))' --output json
[
    "AROAXXXXXXXXXXXXXXXXX:s1",
    "arn:aws:sts::123456789012:assumed-role/demo/s1"
]
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query 'sort(values(AssumedRoleUser))' --output text
AROAXXXXXXXXXXXXXXXXX:s1	arn:aws:sts::123456789012:assumed-role/demo/s1
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query 'sort(values(AssumedRoleUser))' --output table
----------------------------------------------------
|                    AssumeRole                    |
+--------------------------------------------------+
|  AROAXXXXXXXXXXXXXXXXX:s1                        |
|  arn:aws:sts::123456789012:assumed-role/demo/s1  |
+--------------------------------------------------+
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query 'sort(values(AssumedRoleUser))' --output yaml
- AROAXXXXXXXXXXXXXXXXX:s1
- arn:aws:sts::123456789012:assumed-role/demo/s1
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query 'to_string(@)' --output json
"{\"Credentials\":{\"AccessKeyId\":\"ASIAXXXXXXXXXXXXXXXX\",\"SecretAccessKey\":\"SECRET\",\"SessionToken\":\"TOKEN\",\"Expiration\":\"2026-11-22T04:00:00+00:00\"},\"AssumedRoleUser\":{\"AssumedRoleId\":\"AROAXXXXXXXXXXXXXXXXX:s1\",\"Arn\":\"arn:aws:sts::123456789012:assumed-role/demo/s1\"},\"PackedPolicySize\":6,\"SourceIdentity\":\"Alice\"}"
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query 'to_string(@)' --output text
{"Credentials":{"AccessKeyId":"ASIAXXXXXXXXXXXXXXXX","SecretAccessKey":"SECRET","SessionToken":"TOKEN","Expiration":"2026-11-22T04:00:00+00:00"},"AssumedRoleUser":{"AssumedRoleId":"AROAXXXXXXXXXXXXXXXXX:s1","Arn":"arn:aws:sts::123456789012:assumed-role/demo/s1"},"PackedPolicySize":6,"SourceIdentity":"Alice"}
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query 'to_string(@)' --output table
------------
|AssumeRole|
+----------+
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query 'to_string(@)' --output yaml
"{\"Credentials\":{\"AccessKeyId\":\"ASIAXXXXXXXXXXXXXXXX\",\"SecretAccessKey\":\"SECRET\",\"SessionToken\":\"TOKEN\",\"Expiration\":\"2026-11-22T04:00:00+00:00\"},\"AssumedRoleUser\":{\"AssumedRoleId\":\"AROAXXXXXXXXXXXXXXXXX:s1\",\"Arn\":\"arn:aws:sts::123456789012:assumed-role/demo/s1\"},\"PackedPolicySize\":6,\"SourceIdentity\":\"Alice\"}"
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query 'PackedPolicySize' --output json
6
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query 'PackedPolicySize' --output text
6
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query 'PackedPolicySize' --output table
------------
|AssumeRole|
+----------+
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query 'PackedPolicySize' --output yaml
6
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query '[PackedPolicySize, `1.5`, `true`, `null`, `"x"`]' --output json
[
    6,
    1.5,
    true,
    null,
    "x"
]
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query '[PackedPolicySize, `1.5`, `true`, `null`, `"x"`]' --output text
6	1.5	True	None	x
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query '[PackedPolicySize, `1.5`, `true`, `null`, `"x"`]' --output table
------------
|AssumeRole|
+----------+
|  6       |
|  1.5     |
|  True    |
|  None    |
|  x       |
+----------+
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query '[PackedPolicySize, `1.5`, `true`, `null`, `"x"`]' --output yaml
- 6
- 1.5
- true
- null
- x
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query 'Credentials.Expiration' --output json
"2026-11-22T04:00:00+00:00"
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query 'Credentials.Expiration' --output text
2026-11-22T04:00:00+00:00
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query 'Credentials.Expiration' --output table
------------
|AssumeRole|
+----------+
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query 'Credentials.Expiration' --output yaml
"2026-11-22T04:00:00+00:00"
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query '[[`1`,`2`],[`3`,`4`]]' --output json
[
    [
        1,
        2
    ],
    [
        3,
        4
    ]
]
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query '[[`1`,`2`],[`3`,`4`]]' --output text
1	2
3	4
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query '[[`1`,`2`],[`3`,`4`]]' --output table
------------
|AssumeRole|
+----+-----+
|  1 |  2  |
|  3 |  4  |
+----+-----+
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query '[[`1`,`2`],[`3`,`4`]]' --output yaml
- - 1
  - 2
- - 3
  - 4
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query '[{a:`1`,b:`2`},{a:`3`}]' --output json
[
    {
        "a": 1,
        "b": 2
    },
    {
        "a": 3
    }
]
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query '[{a:`1`,b:`2`},{a:`3`}]' --output text
1	2
3	
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query '[{a:`1`,b:`2`},{a:`3`}]' --output table
------------
|AssumeRole|
+----+-----+
|  a |  b  |
+----+-----+
|  1 |  2  |
|  3 |     |
+----+-----+
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query '[{a:`1`,b:`2`},{a:`3`}]' --output yaml
- a: 1
  b: 2
- a: 3
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query '{a:[{b:`1`,c:[`1`,`2`]},{b:`2`}]}' --output json
{
    "a": [
        {
            "b": 1,
            "c": [
                1,
                2
            ]
        },
        {
            "b": 2
        }
    ]
}
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query '{a:[{b:`1`,c:[`1`,`2`]},{b:`2`}]}' --output text
A	1
C	1
C	2
A	2
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query '{a:[{b:`1`,c:[`1`,`2`]},{b:`2`}]}' --output table
------------
|AssumeRole|
+----------+
||    a   ||
|+--------+|
||    b   ||
|+--------+|
||  1     ||
|+--------+|
|||   c  |||
||+------+||
|||  1   |||
|||  2   |||
||+------+||
||    a   ||
|+--------+|
||    b   ||
|+--------+|
||  2     ||
|+--------+|
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query '{a:[{b:`1`,c:[`1`,`2`]},{b:`2`}]}' --output yaml
a:
- b: 1
  c:
  - 1
  - 2
- b: 2
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query '`[]`' --output json
[]
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query '`[]`' --output text
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query '`[]`' --output table
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query '`[]`' --output yaml
[]
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query '`{}`' --output json
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query '`{}`' --output text
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query '`{}`' --output table
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query '`{}`' --output yaml
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query ''\'''\''' --output json
""
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query ''\'''\''' --output text

$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query ''\'''\''' --output table
$ daypass sts assume-role --role-arn arn:aws:iam::111122223333:role/demo --role-session-name s1 --query ''\'''\''' --output yaml
""
