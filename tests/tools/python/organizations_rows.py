"""A row for every operation of Organizations: its parameters, what must be true of the answer, or the code of the refusal.

The rows run in this order and build on each other; `k` is what earlier answers left behind.
"""
import json

SCP, RCP = "SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"
DENY = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "s3:*", "Resource": "*"}]})
OTHER = json.dumps({"Version": "2012-10-17", "Statement": [{"Sid": "a", "Effect": "Deny", "Action": "sqs:*", "Resource": "*"}]})
GUARD = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "sts:*", "Resource": "*"}]})
TAGS = [{"Key": "Team", "Value": "a+b = \u00fc"}, {"Key": "empty", "Value": ""}]

ROWS = []


def row(operation, parameters=None, check=None, refused=None, by="admin"):
    ROWS.append((operation, parameters or {}, check or (lambda answer, k: True), refused, by))


def keep(name, find):
    def check(answer, k):
        k[name] = find(answer)
        return bool(k[name])
    return check


def ids(answer, member, name="Id"):
    return [entry[name] for entry in answer[member]]


row("DescribeOrganization", refused="AWSOrganizationsNotInUseException")
row("CreateOrganization", dict(FeatureSet="ALL"), keep("o", lambda a: a["Organization"]["Id"]))
row("CreateOrganization", refused="AlreadyInOrganizationException")
row("DescribeOrganization", check=lambda a, k: a["Organization"]["Id"] == k["o"] and a["Organization"]["MasterAccountId"] == k["account"])
row("ListRoots", dict(MaxResults=1), keep("root", lambda a: a["Roots"][0]["Id"]))
row("EnablePolicyType", lambda k: dict(RootId=k["root"], PolicyType=SCP), lambda a, k: a["Root"]["PolicyTypes"] == [{"Type": SCP, "Status": "ENABLED"}])
row("EnablePolicyType", lambda k: dict(RootId=k["root"], PolicyType=SCP), refused="PolicyTypeAlreadyEnabledException")
row("EnablePolicyType", lambda k: dict(RootId=k["root"], PolicyType=RCP))
row("EnablePolicyType", lambda k: dict(RootId=k["root"], PolicyType="TAG_POLICY"), refused="PolicyTypeNotAvailableForOrganizationException")

row("CreateOrganizationalUnit", lambda k: dict(ParentId=k["root"], Name="outer", Tags=TAGS), keep("outer", lambda a: a["OrganizationalUnit"]["Id"]))
row("CreateOrganizationalUnit", lambda k: dict(ParentId=k["outer"], Name="inner"), keep("inner", lambda a: a["OrganizationalUnit"]["Id"]))
row("CreateOrganizationalUnit", lambda k: dict(ParentId=k["outer"], Name="inner"), refused="DuplicateOrganizationalUnitException")
row("DescribeOrganizationalUnit", lambda k: dict(OrganizationalUnitId=k["inner"]),
    lambda a, k: a["OrganizationalUnit"]["Arn"] == f"arn:aws:organizations::{k['account']}:ou/{k['o']}/{k['inner']}")
row("UpdateOrganizationalUnit", lambda k: dict(OrganizationalUnitId=k["inner"], Name="renamed"), lambda a, k: a["OrganizationalUnit"]["Name"] == "renamed")
row("ListOrganizationalUnitsForParent", lambda k: dict(ParentId=k["outer"]), lambda a, k: ids(a, "OrganizationalUnits") == [k["inner"]])
row("ListParents", lambda k: dict(ChildId=k["inner"]), lambda a, k: a["Parents"] == [{"Id": k["outer"], "Type": "ORGANIZATIONAL_UNIT"}])

row("CreateAccount", dict(Email="one@example.com", AccountName="one", RoleName="Entry", IamUserAccessToBilling="DENY", Tags=TAGS),
    lambda a, k: keep("request", lambda a: a["CreateAccountStatus"]["Id"])(a, k) and keep("member", lambda a: a["CreateAccountStatus"]["AccountId"])(a, k))
row("DescribeCreateAccountStatus", lambda k: dict(CreateAccountRequestId=k["request"]),
    lambda a, k: a["CreateAccountStatus"]["State"] == "SUCCEEDED" and a["CreateAccountStatus"]["AccountId"] == k["member"])
row("DescribeCreateAccountStatus", dict(CreateAccountRequestId="car-00000000"), refused="CreateAccountStatusNotFoundException")
row("CreateAccount", dict(Email="ONE@example.com", AccountName="two"), lambda a, k: a["CreateAccountStatus"]["FailureReason"] == "EMAIL_ALREADY_EXISTS")
row("ListCreateAccountStatus", dict(States=["SUCCEEDED"], MaxResults=20), lambda a, k: ids(a, "CreateAccountStatuses") == [k["request"]])
row("ListAccounts", check=lambda a, k: sorted(ids(a, "Accounts")) == sorted([k["account"], k["member"]]))
row("MoveAccount", lambda k: dict(AccountId=k["member"], SourceParentId=k["root"], DestinationParentId=k["inner"]))
row("MoveAccount", lambda k: dict(AccountId=k["member"], SourceParentId=k["root"], DestinationParentId=k["inner"]), refused="DuplicateAccountException")
row("ListAccountsForParent", lambda k: dict(ParentId=k["inner"]), lambda a, k: ids(a, "Accounts") == [k["member"]])
row("ListChildren", lambda k: dict(ParentId=k["inner"], ChildType="ACCOUNT"), lambda a, k: a["Children"] == [{"Id": k["member"], "Type": "ACCOUNT"}])
row("DescribeAccount", lambda k: dict(AccountId=k["member"]),
    lambda a, k: a["Account"]["Status"] == "ACTIVE" and a["Account"]["Email"] == "one@example.com" and a["Account"]["JoinedMethod"] == "CREATED")
row("DescribeAccount", dict(AccountId="000000000000"), refused="AccountNotFoundException")

row("CreatePolicy", dict(Name="deny", Description="for a test", Type=SCP, Content=DENY, Tags=TAGS),
    lambda a, k: keep("scp", lambda a: a["Policy"]["PolicySummary"]["Id"])(a, k) and a["Policy"]["Content"] == DENY)
row("CreatePolicy", dict(Name="deny", Description="", Type=SCP, Content=DENY), refused="DuplicatePolicyException")
row("CreatePolicy", dict(Name="guard", Description="", Type=RCP, Content=GUARD), keep("rcp", lambda a: a["Policy"]["PolicySummary"]["Id"]))
row("CreatePolicy", dict(Name="broken", Description="", Type=SCP, Content="{"), refused="MalformedPolicyDocumentException")
row("UpdatePolicy", lambda k: dict(PolicyId=k["scp"], Content=OTHER), lambda a, k: a["Policy"]["Content"] == OTHER)
row("DescribePolicy", lambda k: dict(PolicyId=k["scp"]),
    lambda a, k: a["Policy"]["PolicySummary"]["Arn"] == f"arn:aws:organizations::{k['account']}:policy/{k['o']}/service_control_policy/{k['scp']}")
row("DescribePolicy", dict(PolicyId="p-FullAWSAccess"), lambda a, k: a["Policy"]["PolicySummary"]["AwsManaged"] is True)
row("ListPolicies", dict(Filter=SCP), lambda a, k: ids(a, "Policies") == ["p-FullAWSAccess", k["scp"]])
row("AttachPolicy", lambda k: dict(PolicyId=k["scp"], TargetId=k["inner"]))
row("AttachPolicy", lambda k: dict(PolicyId=k["scp"], TargetId=k["inner"]), refused="DuplicatePolicyAttachmentException")
row("AttachPolicy", lambda k: dict(PolicyId=k["rcp"], TargetId=k["member"]))
row("ListPoliciesForTarget", lambda k: dict(TargetId=k["member"], Filter=RCP), lambda a, k: sorted(ids(a, "Policies")) == sorted(["p-RCPFullAWSAccess", k["rcp"]]))
row("ListTargetsForPolicy", lambda k: dict(PolicyId=k["scp"]), lambda a, k: ids(a, "Targets", "TargetId") == [k["inner"]])
row("DeletePolicy", lambda k: dict(PolicyId=k["scp"]), refused="PolicyInUseException")
row("DetachPolicy", lambda k: dict(PolicyId=k["scp"], TargetId=k["inner"]))
row("DetachPolicy", lambda k: dict(PolicyId=k["scp"], TargetId=k["inner"]), refused="PolicyNotAttachedException")
row("DetachPolicy", lambda k: dict(PolicyId="p-FullAWSAccess", TargetId=k["inner"]), refused="ConstraintViolationException")
row("DescribeEffectivePolicy", dict(PolicyType="BACKUP_POLICY"), refused="EffectivePolicyNotFoundException")
row("DeletePolicy", lambda k: dict(PolicyId=k["scp"]))
row("DisablePolicyType", lambda k: dict(RootId=k["root"], PolicyType=RCP), lambda a, k: a["Root"]["PolicyTypes"] == [{"Type": SCP, "Status": "ENABLED"}])

row("TagResource", lambda k: dict(ResourceId=k["inner"], Tags=TAGS))
row("UntagResource", lambda k: dict(ResourceId=k["inner"], TagKeys=["empty"]))
row("ListTagsForResource", lambda k: dict(ResourceId=k["inner"]), lambda a, k: a["Tags"] == TAGS[:1])
row("EnableAWSServiceAccess", dict(ServicePrincipal="sso.amazonaws.com"))
row("ListAWSServiceAccessForOrganization", check=lambda a, k: ids(a, "EnabledServicePrincipals", "ServicePrincipal") == ["sso.amazonaws.com"])
row("DisableAWSServiceAccess", dict(ServicePrincipal="sso.amazonaws.com"))

row("LeaveOrganization", refused="MasterCannotLeaveOrganizationException")
row("LeaveOrganization", by="member")
row("CreateAccount", dict(Email="three@example.com", AccountName="three"), keep("third", lambda a: a["CreateAccountStatus"]["AccountId"]))
row("CloseAccount", lambda k: dict(AccountId=k["third"]))
row("DeleteOrganization", refused="OrganizationNotEmptyException")
row("RemoveAccountFromOrganization", lambda k: dict(AccountId=k["third"]))
row("DeleteOrganizationalUnit", lambda k: dict(OrganizationalUnitId=k["outer"]), refused="OrganizationalUnitNotEmptyException")
row("DeleteOrganizationalUnit", lambda k: dict(OrganizationalUnitId=k["inner"]))
row("DeleteOrganizationalUnit", lambda k: dict(OrganizationalUnitId=k["outer"]))
row("DeleteOrganization")
