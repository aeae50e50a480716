"""A row for every operation of IAM: its parameters, who calls it, and what must be true of the answer.

The rows run in this order and build on each other; `k` is what earlier answers left behind.
boto3 1.43 has no AcquireRole, GetRoleTemplateVersion, GetAccountProperties and PutAccountProperties: there they go out as forms, and the SDK for JavaScript
alone holds them to the model. Neither has UpdateOpenIDConnectProvider.
"""
import base64
import hashlib
import hmac
import json
import struct
import time

ALLOW = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::a%3Ab/*"}]})
WIDER = json.dumps({"Version": "2012-10-17", "Statement": [{"Sid": "Wider", "Effect": "Allow", "Action": "s3:*", "Resource": "*"}]})
EVERYTHING = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]})
TAGS = [{"Key": "Team", "Value": "a+b = ü"}, {"Key": "empty", "Value": ""}]
ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"
READER = "arn:aws:iam::aws:policy/ReadOnlyAccess"

ROWS = []


def row(operation, parameters=None, check=None, by="admin", refused=None):
    """refused: the code of the error with which AWS answers such a call, where it was recorded to refuse it."""
    ROWS.append((operation, parameters or {}, check or (lambda answer, k: True), by, refused))


def trust(k):
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": k["arn"]("root")}}]})


def code(k, ahead):
    digest = hmac.new(k["seed"], struct.pack(">Q", k["step"] + ahead), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at:at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def keep(name, find):
    def check(answer, k):
        k[name] = find(answer)
        return bool(k[name])
    return check


def names(answer, member, name):
    return [entry[name] for entry in answer[member]]


def keep_seed(answer, k):
    device = answer["VirtualMFADevice"]
    k["serial"], k["step"] = device["SerialNumber"], int(time.time()) // 30
    k["seed"] = base64.b32decode(device["Base32StringSeed"])
    return device["QRCodePNG"][:4] == b"\x89PNG" and device["SerialNumber"] == k["arn"]("mfa/phones/phone")


# Users
row("CreateUser", lambda k: dict(UserName="ann", Path="/team/", PermissionsBoundary=ADMINISTRATOR, Tags=TAGS),
    lambda a, k: a["User"]["Arn"] == k["arn"]("user/team/ann") and a["User"]["UserId"].startswith("AIDA") and a["User"]["Tags"] == TAGS
    and a["User"]["PermissionsBoundary"] == {"PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": ADMINISTRATOR})
row("GetUser", dict(UserName="ann"), lambda a, k: a["User"]["Tags"] == TAGS and a["User"]["Path"] == "/team/")
row("ListUsers", dict(PathPrefix="/team/", MaxItems=1), lambda a, k: names(a, "Users", "UserName") == ["ann"] and a["IsTruncated"] is False)
row("UpdateUser", dict(UserName="ann", NewUserName="anna", NewPath="/crew/"))
row("TagUser", dict(UserName="anna", Tags=[{"Key": "more", "Value": "1"}]))
row("UntagUser", dict(UserName="anna", TagKeys=["empty"]))
row("ListUserTags", dict(UserName="anna", MaxItems=10), lambda a, k: names(a, "Tags", "Key") == ["Team", "more"])
row("PutUserPolicy", dict(UserName="anna", PolicyName="inline", PolicyDocument=EVERYTHING))
row("GetUserPolicy", dict(UserName="anna", PolicyName="inline"), lambda a, k: a["PolicyDocument"] == json.loads(EVERYTHING))
row("ListUserPolicies", dict(UserName="anna"), lambda a, k: a["PolicyNames"] == ["inline"])
row("AttachUserPolicy", dict(UserName="anna", PolicyArn=READER))
row("ListAttachedUserPolicies", dict(UserName="anna", PathPrefix="/"), lambda a, k: a["AttachedPolicies"] == [{"PolicyName": "ReadOnlyAccess", "PolicyArn": READER}])
row("DetachUserPolicy", dict(UserName="anna", PolicyArn=READER))
row("PutUserPermissionsBoundary", dict(UserName="anna", PermissionsBoundary=READER))
row("DeleteUserPermissionsBoundary", dict(UserName="anna"))
row("CreateAccessKey", dict(UserName="anna"), keep("key", lambda a: a["AccessKey"]))
row("ListAccessKeys", dict(UserName="anna"), lambda a, k: names(a, "AccessKeyMetadata", "AccessKeyId") == [k["key"]["AccessKeyId"]])
row("GetUser", {}, lambda a, k: a["User"]["UserName"] == "anna", by="anna")
row("GetAccessKeyLastUsed", lambda k: dict(AccessKeyId=k["key"]["AccessKeyId"]), lambda a, k: a["UserName"] == "anna" and a["AccessKeyLastUsed"]["ServiceName"] == "iam")
row("UploadSSHPublicKey", lambda k: dict(UserName="anna", SSHPublicKeyBody=k["ssh.pem"]), keep("ssh", lambda a: a["SSHPublicKey"]["SSHPublicKeyId"]))
row("UploadSSHPublicKey", lambda k: dict(UserName="anna", SSHPublicKeyBody=k["ssh.pem"]), refused="DuplicateSSHPublicKey")
row("UpdateSSHPublicKey", lambda k: dict(UserName="anna", SSHPublicKeyId=k["ssh"], Status="Inactive"))
row("GetSSHPublicKey", lambda k: dict(UserName="anna", SSHPublicKeyId=k["ssh"], Encoding="SSH"),
    lambda a, k: a["SSHPublicKey"]["SSHPublicKeyBody"].startswith("ssh-rsa AAAA") and len(a["SSHPublicKey"]["Fingerprint"]) == 47)
row("ListSSHPublicKeys", dict(UserName="anna"), lambda a, k: [(s["SSHPublicKeyId"], s["Status"]) for s in a["SSHPublicKeys"]] == [(k["ssh"], "Inactive")])
row("DeleteSSHPublicKey", lambda k: dict(UserName="anna", SSHPublicKeyId=k["ssh"]))
row("UploadSigningCertificate", lambda k: dict(UserName="anna", CertificateBody=k["certificate.pem"]), keep("signing", lambda a: a["Certificate"]["CertificateId"]))
row("UploadSigningCertificate", dict(UserName="anna", CertificateBody="none"), refused="MalformedCertificate")
row("UpdateSigningCertificate", lambda k: dict(UserName="anna", CertificateId=k["signing"], Status="Inactive"))
row("ListSigningCertificates", dict(UserName="anna"), lambda a, k: [(c["CertificateId"], c["CertificateBody"]) for c in a["Certificates"]] == [(k["signing"], k["certificate.pem"])])
row("DeleteSigningCertificate", lambda k: dict(UserName="anna", CertificateId=k["signing"]))
GIT = "codecommit.amazonaws.com"
row("CreateServiceSpecificCredential", dict(UserName="anna", ServiceName=GIT), keep("git", lambda a: a["ServiceSpecificCredential"]["ServicePassword"] and a["ServiceSpecificCredential"]["ServiceSpecificCredentialId"]))
row("CreateServiceSpecificCredential", dict(UserName="anna", ServiceName="bedrock.amazonaws.com", CredentialAgeDays=7),
    keep("bedrock", lambda a: a["ServiceSpecificCredential"]["ServiceCredentialSecret"].startswith("ABSK") and a["ServiceSpecificCredential"]["ServiceSpecificCredentialId"]))
row("CreateServiceSpecificCredential", dict(UserName="anna", ServiceName="sqs.amazonaws.com"), refused="NoSuchEntity")
row("UpdateServiceSpecificCredential", lambda k: dict(UserName="anna", ServiceSpecificCredentialId=k["git"], Status="Inactive"))
row("ResetServiceSpecificCredential", lambda k: dict(UserName="anna", ServiceSpecificCredentialId=k["git"]), lambda a, k: a["ServiceSpecificCredential"]["Status"] == "Inactive" and len(a["ServiceSpecificCredential"]["ServicePassword"]) == 60)
row("ListServiceSpecificCredentials", dict(UserName="anna", ServiceName=GIT), lambda a, k: [(c["ServiceSpecificCredentialId"], c["ServiceUserName"]) for c in a["ServiceSpecificCredentials"]] == [(k["git"], "anna-at-" + k["account"])])
row("ListServiceSpecificCredentials", dict(AllUsers=True), lambda a, k: names(a, "ServiceSpecificCredentials", "UserName") == ["anna", "anna"])
row("DeleteServiceSpecificCredential", lambda k: dict(UserName="anna", ServiceSpecificCredentialId=k["git"]))
row("DeleteServiceSpecificCredential", lambda k: dict(UserName="anna", ServiceSpecificCredentialId=k["bedrock"]))

# Passwords
row("UpdateAccountPasswordPolicy", dict(MinimumPasswordLength=10, RequireSymbols=True, RequireNumbers=True, RequireUppercaseCharacters=True,
    RequireLowercaseCharacters=True, AllowUsersToChangePassword=True, MaxPasswordAge=90, PasswordReusePrevention=2, HardExpiry=False))
row("GetAccountPasswordPolicy", {}, lambda a, k: a["PasswordPolicy"]["MinimumPasswordLength"] == 10 and a["PasswordPolicy"]["ExpirePasswords"] is True)
row("CreateLoginProfile", dict(UserName="anna", Password="Correct-horse-1", PasswordResetRequired=True), lambda a, k: a["LoginProfile"]["PasswordResetRequired"] is True)
row("UpdateLoginProfile", dict(UserName="anna", Password="Correct-horse-2", PasswordResetRequired=False))
row("GetLoginProfile", dict(UserName="anna"), lambda a, k: a["LoginProfile"]["PasswordResetRequired"] is False)
row("ChangePassword", dict(OldPassword="Correct-horse-2", NewPassword="Correct-horse-3"), by="anna")
row("DeleteLoginProfile", dict(UserName="anna"))
row("DeleteAccountPasswordPolicy")

# Groups
row("CreateGroup", dict(GroupName="crowd", Path="/teams/"), lambda a, k: a["Group"]["Arn"] == k["arn"]("group/teams/crowd") and a["Group"]["GroupId"].startswith("AGPA"))
row("ListGroups", dict(PathPrefix="/teams/"), lambda a, k: names(a, "Groups", "GroupName") == ["crowd"])
row("UpdateGroup", dict(GroupName="crowd", NewGroupName="crew", NewPath="/crews/"))
row("AddUserToGroup", dict(GroupName="crew", UserName="anna"))
row("GetGroup", dict(GroupName="crew", MaxItems=5), lambda a, k: a["Group"]["Path"] == "/crews/" and names(a, "Users", "UserName") == ["anna"])
row("ListGroupsForUser", dict(UserName="anna"), lambda a, k: names(a, "Groups", "GroupName") == ["crew"])
row("PutGroupPolicy", dict(GroupName="crew", PolicyName="inline", PolicyDocument=ALLOW))
row("GetGroupPolicy", dict(GroupName="crew", PolicyName="inline"), lambda a, k: a["PolicyDocument"] == json.loads(ALLOW))
row("ListGroupPolicies", dict(GroupName="crew"), lambda a, k: a["PolicyNames"] == ["inline"])
row("DeleteGroupPolicy", dict(GroupName="crew", PolicyName="inline"))
row("AttachGroupPolicy", dict(GroupName="crew", PolicyArn=READER))
row("ListAttachedGroupPolicies", dict(GroupName="crew"), lambda a, k: names(a, "AttachedPolicies", "PolicyArn") == [READER])
row("DetachGroupPolicy", dict(GroupName="crew", PolicyArn=READER))

# Managed policies
row("CreatePolicy", dict(PolicyName="rights", Path="/own/", PolicyDocument=ALLOW, Description="what may be done", Tags=TAGS),
    lambda a, k: a["Policy"]["Arn"] == k["arn"]("policy/own/rights") and a["Policy"]["DefaultVersionId"] == "v1" and "Description" not in a["Policy"])
row("GetPolicy", lambda k: dict(PolicyArn=k["arn"]("policy/own/rights")), lambda a, k: a["Policy"]["Description"] == "what may be done" and a["Policy"]["IsAttachable"] is True)
row("ListPolicies", dict(Scope="Local", OnlyAttached=False, PathPrefix="/own/"), lambda a, k: names(a, "Policies", "PolicyName") == ["rights"])
row("CreatePolicyVersion", lambda k: dict(PolicyArn=k["arn"]("policy/own/rights"), PolicyDocument=WIDER, SetAsDefault=False),
    lambda a, k: a["PolicyVersion"]["VersionId"] == "v2" and a["PolicyVersion"]["IsDefaultVersion"] is False and "Document" not in a["PolicyVersion"])
row("GetPolicyVersion", lambda k: dict(PolicyArn=k["arn"]("policy/own/rights"), VersionId="v2"), lambda a, k: a["PolicyVersion"]["Document"] == json.loads(WIDER))
row("ListPolicyVersions", lambda k: dict(PolicyArn=k["arn"]("policy/own/rights")), lambda a, k: names(a, "Versions", "VersionId") == ["v2", "v1"])
row("SetDefaultPolicyVersion", lambda k: dict(PolicyArn=k["arn"]("policy/own/rights"), VersionId="v2"))
row("DeletePolicyVersion", lambda k: dict(PolicyArn=k["arn"]("policy/own/rights"), VersionId="v1"))
row("TagPolicy", lambda k: dict(PolicyArn=k["arn"]("policy/own/rights"), Tags=[{"Key": "more", "Value": "1"}]))
row("UntagPolicy", lambda k: dict(PolicyArn=k["arn"]("policy/own/rights"), TagKeys=["empty"]))
row("ListPolicyTags", lambda k: dict(PolicyArn=k["arn"]("policy/own/rights")), lambda a, k: names(a, "Tags", "Key") == ["Team", "more"])

# Roles
row("CreateRole", lambda k: dict(RoleName="actor", Path="/parts/", AssumeRolePolicyDocument=trust(k), Description="plays", MaxSessionDuration=7200, PermissionsBoundary=ADMINISTRATOR, Tags=TAGS),
    lambda a, k: a["Role"]["Arn"] == k["arn"]("role/parts/actor") and a["Role"]["RoleId"].startswith("AROA") and a["Role"]["AssumeRolePolicyDocument"] == json.loads(trust(k))
    and "MaxSessionDuration" not in a["Role"] and "RoleLastUsed" not in a["Role"])
row("GetRole", dict(RoleName="actor"), lambda a, k: a["Role"]["MaxSessionDuration"] == 7200 and a["Role"]["RoleLastUsed"] == {} and a["Role"]["Tags"] == TAGS)
row("ListRoles", dict(PathPrefix="/parts/"), lambda a, k: names(a, "Roles", "RoleName") == ["actor"] and "Tags" not in a["Roles"][0] and a["Roles"][0]["MaxSessionDuration"] == 7200)
row("UpdateRole", dict(RoleName="actor", Description="plays more", MaxSessionDuration=3600))
row("UpdateRoleDescription", dict(RoleName="actor", Description="plays best"), lambda a, k: a["Role"]["Description"] == "plays best")
row("UpdateAssumeRolePolicy", lambda k: dict(RoleName="actor", PolicyDocument=trust(k)))
row("TagRole", dict(RoleName="actor", Tags=[{"Key": "more", "Value": "1"}]))
row("UntagRole", dict(RoleName="actor", TagKeys=["empty"]))
row("ListRoleTags", dict(RoleName="actor"), lambda a, k: names(a, "Tags", "Key") == ["Team", "more"])
row("PutRolePolicy", dict(RoleName="actor", PolicyName="inline", PolicyDocument=ALLOW))
row("GetRolePolicy", dict(RoleName="actor", PolicyName="inline"), lambda a, k: a["PolicyDocument"] == json.loads(ALLOW))
row("ListRolePolicies", dict(RoleName="actor"), lambda a, k: a["PolicyNames"] == ["inline"])
row("AttachRolePolicy", lambda k: dict(RoleName="actor", PolicyArn=k["arn"]("policy/own/rights")))
row("ListAttachedRolePolicies", dict(RoleName="actor", PathPrefix="/own/"), lambda a, k: names(a, "AttachedPolicies", "PolicyName") == ["rights"])
row("ListEntitiesForPolicy", lambda k: dict(PolicyArn=k["arn"]("policy/own/rights"), EntityFilter="Role", PolicyUsageFilter="PermissionsPolicy"),
    lambda a, k: names(a, "PolicyRoles", "RoleName") == ["actor"] and a["PolicyUsers"] == [] and a["PolicyGroups"] == [])
row("PutRolePermissionsBoundary", dict(RoleName="actor", PermissionsBoundary=READER))
row("DeleteRolePermissionsBoundary", dict(RoleName="actor"))

# Instance profiles
row("CreateInstanceProfile", dict(InstanceProfileName="machine", Path="/parts/", Tags=TAGS), lambda a, k: a["InstanceProfile"]["InstanceProfileId"].startswith("AIPA") and a["InstanceProfile"]["Roles"] == [])
row("AddRoleToInstanceProfile", dict(InstanceProfileName="machine", RoleName="actor"))
row("GetInstanceProfile", dict(InstanceProfileName="machine"), lambda a, k: names(a["InstanceProfile"], "Roles", "RoleName") == ["actor"] and a["InstanceProfile"]["Tags"] == TAGS)
row("ListInstanceProfiles", dict(PathPrefix="/parts/"), lambda a, k: names(a, "InstanceProfiles", "InstanceProfileName") == ["machine"])
row("ListInstanceProfilesForRole", dict(RoleName="actor"), lambda a, k: names(a, "InstanceProfiles", "InstanceProfileName") == ["machine"])
row("TagInstanceProfile", dict(InstanceProfileName="machine", Tags=[{"Key": "more", "Value": "1"}]))
row("UntagInstanceProfile", dict(InstanceProfileName="machine", TagKeys=["empty"]))
row("ListInstanceProfileTags", dict(InstanceProfileName="machine"), lambda a, k: names(a, "Tags", "Key") == ["Team", "more"])
row("RemoveRoleFromInstanceProfile", dict(InstanceProfileName="machine", RoleName="actor"))
row("DeleteInstanceProfile", dict(InstanceProfileName="machine"))

# Server certificates
SITE = dict(ServerCertificateName="site")
row("UploadServerCertificate", lambda k: dict(ServerCertificateName="site", Path="/parts/", CertificateBody=k["certificate.pem"], CertificateChain=k["chain.pem"], PrivateKey=k["key.pem"], Tags=TAGS),
    lambda a, k: a["ServerCertificateMetadata"]["Arn"] == k["arn"]("server-certificate/parts/site") and a["ServerCertificateMetadata"]["ServerCertificateId"].startswith("ASCA") and a["Tags"] == TAGS)
row("GetServerCertificate", SITE, lambda a, k: a["ServerCertificate"]["CertificateBody"] == k["certificate.pem"].strip() and a["ServerCertificate"]["CertificateChain"] == k["chain.pem"].strip())
row("ListServerCertificates", dict(PathPrefix="/parts/"), lambda a, k: names(a, "ServerCertificateMetadataList", "ServerCertificateName") == ["site"])
row("TagServerCertificate", dict(SITE, Tags=[{"Key": "more", "Value": "1"}]))
row("UntagServerCertificate", dict(SITE, TagKeys=["empty"]))
row("ListServerCertificateTags", SITE, lambda a, k: names(a, "Tags", "Key") == ["Team", "more"])
row("UpdateServerCertificate", dict(SITE, NewServerCertificateName="place", NewPath="/"))
row("DeleteServerCertificate", dict(ServerCertificateName="place"))
row("DeleteServerCertificate", dict(ServerCertificateName="place"), refused="NoSuchEntity")

# Service-linked roles
row("CreateServiceLinkedRole", dict(AWSServiceName="autoscaling.amazonaws.com", Description="scales", CustomSuffix="x"),
    lambda a, k: a["Role"]["RoleName"] == "AWSServiceRoleForAutoScaling_x" and a["Role"]["Path"] == "/aws-service-role/autoscaling.amazonaws.com/")
row("DeleteServiceLinkedRole", dict(RoleName="AWSServiceRoleForAutoScaling_x"), keep("task", lambda a: a["DeletionTaskId"]))
row("GetServiceLinkedRoleDeletionStatus", lambda k: dict(DeletionTaskId=k["task"]), lambda a, k: a["Status"] == "SUCCEEDED")

# OpenID Connect providers
row("CreateOpenIDConnectProvider", dict(Url="https://issuer.example/tenant", ClientIDList=["one"], ThumbprintList=["a" * 40], Tags=TAGS),
    lambda a, k: a["OpenIDConnectProviderArn"] == k["arn"]("oidc-provider/issuer.example/tenant") and a["Tags"] == TAGS)
for operation, parameters in (
    ("AddClientIDToOpenIDConnectProvider", dict(ClientID="two")),
    ("RemoveClientIDFromOpenIDConnectProvider", dict(ClientID="one")),
    ("UpdateOpenIDConnectProviderThumbprint", dict(ThumbprintList=["b" * 40])),
    ("UpdateOpenIDConnectProvider", dict(RemoveContextProvider=True)),
    ("TagOpenIDConnectProvider", dict(Tags=[{"Key": "more", "Value": "1"}])),
    ("UntagOpenIDConnectProvider", dict(TagKeys=["empty"])),
):
    row(operation, lambda k, own=parameters: dict(OpenIDConnectProviderArn=k["arn"]("oidc-provider/issuer.example/tenant"), **own))
row("GetOpenIDConnectProvider", lambda k: dict(OpenIDConnectProviderArn=k["arn"]("oidc-provider/issuer.example/tenant")),
    lambda a, k: (a["Url"], a["ClientIDList"], a["ThumbprintList"]) == ("issuer.example/tenant", ["two"], ["b" * 40]))
row("ListOpenIDConnectProviders", {}, lambda a, k: names(a, "OpenIDConnectProviderList", "Arn") == [k["arn"]("oidc-provider/issuer.example/tenant")])
row("ListOpenIDConnectProviderTags", lambda k: dict(OpenIDConnectProviderArn=k["arn"]("oidc-provider/issuer.example/tenant")), lambda a, k: names(a, "Tags", "Key") == ["Team", "more"])
row("DeleteOpenIDConnectProvider", lambda k: dict(OpenIDConnectProviderArn=k["arn"]("oidc-provider/issuer.example/tenant")))

# SAML providers
row("CreateSAMLProvider", lambda k: dict(Name="people", SAMLMetadataDocument=k["metadata"], Tags=TAGS), lambda a, k: a["SAMLProviderArn"] == k["arn"]("saml-provider/people"))
row("UpdateSAMLProvider", lambda k: dict(SAMLProviderArn=k["arn"]("saml-provider/people"), SAMLMetadataDocument=k["metadata"]), lambda a, k: a["SAMLProviderArn"] == k["arn"]("saml-provider/people"))
row("TagSAMLProvider", lambda k: dict(SAMLProviderArn=k["arn"]("saml-provider/people"), Tags=[{"Key": "more", "Value": "1"}]))
row("UntagSAMLProvider", lambda k: dict(SAMLProviderArn=k["arn"]("saml-provider/people"), TagKeys=["empty"]))
row("ListSAMLProviderTags", lambda k: dict(SAMLProviderArn=k["arn"]("saml-provider/people")), lambda a, k: names(a, "Tags", "Key") == ["Team", "more"])
row("GetSAMLProvider", lambda k: dict(SAMLProviderArn=k["arn"]("saml-provider/people")), lambda a, k: a["SAMLMetadataDocument"] == k["metadata"] and names(a, "Tags", "Key") == ["Team", "more"])
row("ListSAMLProviders", {}, lambda a, k: names(a, "SAMLProviderList", "Arn") == [k["arn"]("saml-provider/people")])
row("DeleteSAMLProvider", lambda k: dict(SAMLProviderArn=k["arn"]("saml-provider/people")))

# MFA devices
row("CreateVirtualMFADevice", dict(VirtualMFADeviceName="phone", Path="/phones/", Tags=TAGS), keep_seed)
row("EnableMFADevice", lambda k: dict(UserName="anna", SerialNumber=k["serial"], AuthenticationCode1=code(k, -2), AuthenticationCode2=code(k, -1)))
row("ResyncMFADevice", lambda k: dict(UserName="anna", SerialNumber=k["serial"], AuthenticationCode1=code(k, 1), AuthenticationCode2=code(k, 2)))
row("ListMFADevices", dict(UserName="anna"), lambda a, k: names(a, "MFADevices", "SerialNumber") == [k["serial"]])
row("ListVirtualMFADevices", dict(AssignmentStatus="Assigned"), lambda a, k: a["VirtualMFADevices"][0]["User"]["UserName"] == "anna")
row("GetMFADevice", lambda k: dict(SerialNumber=k["serial"], UserName="anna"), refused="ValidationError")
row("TagMFADevice", lambda k: dict(SerialNumber=k["serial"], Tags=[{"Key": "more", "Value": "1"}]))
row("UntagMFADevice", lambda k: dict(SerialNumber=k["serial"], TagKeys=["empty"]))
row("ListMFADeviceTags", lambda k: dict(SerialNumber=k["serial"]), lambda a, k: names(a, "Tags", "Key") == ["Team", "more"])
row("DeactivateMFADevice", lambda k: dict(UserName="anna", SerialNumber=k["serial"]))
row("DeleteVirtualMFADevice", lambda k: dict(SerialNumber=k["serial"]))

# Simulation
row("SimulateCustomPolicy", dict(PolicyInputList=[WIDER], ActionNames=["s3:GetObject", "iam:GetUser"], ResourceArns=["*"], MaxItems=10),
    lambda a, k: [(r["EvalActionName"], r["EvalDecision"]) for r in a["EvaluationResults"]] == [("s3:GetObject", "allowed"), ("iam:GetUser", "implicitDeny")]
    and a["EvaluationResults"][0]["MatchedStatements"][0]["SourcePolicyType"] == "IAM Policy" and a["EvaluationResults"][0]["MatchedStatements"][0]["StartPosition"]["Line"] == 1)
row("SimulatePrincipalPolicy", lambda k: dict(PolicySourceArn=k["arn"]("role/parts/actor"), ActionNames=["s3:GetObject"], ResourceArns=["arn:aws:s3:::a%3Ab/c"]),
    lambda a, k: a["EvaluationResults"][0]["EvalDecision"] == "allowed")
row("GetContextKeysForCustomPolicy", dict(PolicyInputList=[json.dumps({"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::${aws:username}", "Condition": {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}}]})]),
    lambda a, k: sorted(a["ContextKeyNames"]) == ["aws:SourceIp", "aws:username"])
row("GetContextKeysForPrincipalPolicy", lambda k: dict(PolicySourceArn=k["arn"]("user/crew/anna")), lambda a, k: a["ContextKeyNames"] == [])
row("ListPoliciesGrantingServiceAccess", lambda k: dict(Arn=k["arn"]("role/parts/actor"), ServiceNamespaces=["s3", "iam"]),
    lambda a, k: [(s["ServiceNamespace"], [p["PolicyName"] for p in s["Policies"]]) for s in a["PoliciesGrantingServiceAccess"]] == [("s3", ["inline", "rights"]), ("iam", [])])

# The account
row("CreateAccountAlias", dict(AccountAlias="breadth-alias"))
row("ListAccountAliases", {}, lambda a, k: a["AccountAliases"] == ["breadth-alias"])
row("DeleteAccountAlias", dict(AccountAlias="breadth-alias"))
row("SetSecurityTokenServicePreferences", dict(GlobalEndpointTokenVersion="v2Token"))
row("GetAccountSummary", {}, lambda a, k: a["SummaryMap"]["GlobalEndpointTokenVersion"] == 2 and a["SummaryMap"]["Users"] == 2 and a["SummaryMap"]["UsersQuota"] == 5000)
row("GetAccountAuthorizationDetails", dict(Filter=["User", "Role", "LocalManagedPolicy"], MaxItems=100),
    lambda a, k: names(a, "UserDetailList", "UserName") == ["admin", "anna"] and a["RoleDetailList"][0]["RolePolicyList"][0]["PolicyDocument"] == json.loads(ALLOW)
    and a["Policies"][0]["PolicyVersionList"][0]["Document"] == json.loads(WIDER) and a["GroupDetailList"] == [])
row("GenerateCredentialReport", {}, lambda a, k: a["State"] in ("STARTED", "COMPLETE"))
row("GetCredentialReport", {}, lambda a, k: a["ReportFormat"] == "text/csv" and a["Content"].decode().splitlines()[1].startswith("<root_account>," + k["arn"]("root")))

row("GenerateServiceLastAccessedDetails", lambda k: dict(Arn=k["arn"]("user/crew/anna"), Granularity="ACTION_LEVEL"), keep("job", lambda a: a["JobId"]))
row("GenerateServiceLastAccessedDetails", lambda k: dict(Arn=k["arn"]("user/nobody")), refused="NoSuchEntity")
row("GetServiceLastAccessedDetails", lambda k: dict(JobId=k["job"], MaxItems=1000), lambda a, k: (a["JobStatus"], a["JobType"]) == ("COMPLETED", "ACTION_LEVEL") and "s3" in names(a, "ServicesLastAccessed", "ServiceNamespace"))
row("GetServiceLastAccessedDetailsWithEntities", lambda k: dict(JobId=k["job"], ServiceNamespace="s3"), lambda a, k: [e["EntityInfo"]["Name"] for e in a["EntityDetailsList"]] == ["anna"])

# Account properties and role templates
row("PutAccountProperties", dict(Properties={"RoleManager/Enabled": "true"}))
row("GetAccountProperties", {}, lambda a, k: a["Properties"] == {"RoleManager/Enabled": "true"})
POWER = "arn:aws:iam::aws:role-template/iam.amazonaws.com/PowerUserRoleTemplate:1"
row("GetRoleTemplateVersion", dict(TemplateArn=POWER, MinorVersion=0), lambda a, k: a["RoleTemplateVersion"]["TemplateName"] == "PowerUserRoleTemplate")
for _ in range(2):
    row("AcquireRole", dict(TemplateArn=POWER, TemplateMinorVersion=0, ReplacementValues={"AWSServiceName": {"Values": ["lambda.amazonaws.com"]}}),
        lambda a, k: a["Role"]["Arn"] == k["arn"]("role/PowerUserRole"))
row("DetachRolePolicy", dict(RoleName="PowerUserRole", PolicyArn="arn:aws:iam::aws:policy/PowerUserAccess"))
row("DeleteRole", dict(RoleName="PowerUserRole"))

# Outbound federation and the organization's root features
row("EnableOutboundWebIdentityFederation", {}, keep("issuer", lambda a: a["IssuerIdentifier"]))
row("GetOutboundWebIdentityFederationInfo", {}, lambda a, k: a["IssuerIdentifier"] == k["issuer"] and a["JwtVendingEnabled"] is True)
row("DisableOutboundWebIdentityFederation")
row("EnableOrganizationsRootCredentialsManagement", {}, lambda a, k: a["EnabledFeatures"] == ["RootCredentialsManagement"])
row("EnableOrganizationsRootSessions", {}, lambda a, k: a["EnabledFeatures"] == ["RootCredentialsManagement", "RootSessions"])
row("ListOrganizationsFeatures", {}, lambda a, k: a["OrganizationId"].startswith("o-") and a["EnabledFeatures"] == ["RootCredentialsManagement", "RootSessions"])
# Control policies are not enabled for it
row("GenerateOrganizationsAccessReport", dict(EntityPath="o-abcdefghij/r-abcd"), refused="AccessDenied")
row("GetOrganizationsAccessReport", dict(JobId="0" * 36), refused="AccessDenied")
row("DisableOrganizationsRootSessions", {}, lambda a, k: a["EnabledFeatures"] == ["RootCredentialsManagement"])
row("DisableOrganizationsRootCredentialsManagement", {}, lambda a, k: not a.get("EnabledFeatures"))

# Delegation: a partner's account asks, this one decides
row("CreatePolicy", dict(PolicyName="template", PolicyDocument=ALLOW, Description="reads only"), keep("template", lambda a: a["Policy"]["Arn"]), by="partner")
for kept in ("lent", "rejected"):
    row("CreateDelegationRequest", lambda k, kept=kept: dict(OwnerAccountId=k["account"], Description="needs to look", Permissions={"PolicyTemplateArn": k["template"]}, RequestMessage="please",
        RequestorWorkflowId="workflow-" + kept, NotificationChannel=k["channel"], SessionDuration=3600, OnlySendByOwner=False), keep(kept, lambda a: a["DelegationRequestId"]), by="partner")
    row("AssociateDelegationRequest", lambda k, kept=kept: dict(DelegationRequestId=k[kept]))
row("UpdateDelegationRequest", lambda k: dict(DelegationRequestId=k["lent"], Notes="looks fine"))
row("GetDelegationRequest", lambda k: dict(DelegationRequestId=k["lent"], DelegationPermissionCheck=True),
    lambda a, k: a["DelegationRequest"]["State"] == "PENDING_APPROVAL" and a["PermissionCheckStatus"] == "COMPLETE")
row("GetHumanReadableSummary", lambda k: dict(EntityArn=k["arn"]("delegation-request/" + k["lent"])),
    lambda a, k: a["SummaryState"] == "AVAILABLE" and 'for 60 minutes: needs to look. Its template says: "reads only"' in a["SummaryContent"])
row("ListDelegationRequests", {}, lambda a, k: sorted(names(a, "DelegationRequests", "DelegationRequestId")) == sorted([k["lent"], k["rejected"]]))
row("AcceptDelegationRequest", lambda k: dict(DelegationRequestId=k["lent"]))
row("SendDelegationToken", lambda k: dict(DelegationRequestId=k["lent"]))
row("RejectDelegationRequest", lambda k: dict(DelegationRequestId=k["rejected"], Notes="no"))

# And everything away again
row("UpdateAccessKey", lambda k: dict(UserName="anna", AccessKeyId=k["key"]["AccessKeyId"], Status="Inactive"))
row("DeleteAccessKey", lambda k: dict(UserName="anna", AccessKeyId=k["key"]["AccessKeyId"]))
row("RemoveUserFromGroup", dict(GroupName="crew", UserName="anna"))
row("DeleteGroup", dict(GroupName="crew"))
row("DeleteUserPolicy", dict(UserName="anna", PolicyName="inline"))
row("DeleteUser", dict(UserName="anna"))
row("DetachRolePolicy", lambda k: dict(RoleName="actor", PolicyArn=k["arn"]("policy/own/rights")))
row("DeleteRolePolicy", dict(RoleName="actor", PolicyName="inline"))
row("DeleteRole", dict(RoleName="actor"))
row("DeletePolicy", lambda k: dict(PolicyArn=k["arn"]("policy/own/rights")))
