"""Who may assume the role that deploys. Run it with pytest; the plugin starts the server."""

import pytest
from botocore.exceptions import ClientError


@pytest.fixture
def account(daypass):
    return daypass.apply(
        users=[{"name": "ci", "inlinePolicies": {"assume": policy({"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"})}}],
        roles=[
            {
                "name": "deploy",
                "trustPolicy": policy(
                    {
                        "Effect": "Allow",
                        "Principal": {"AWS": daypass.user_arn("ci")},
                        "Action": "sts:AssumeRole",
                        "Condition": {"StringEquals": {"sts:ExternalId": "blue"}},
                    }
                ),
            }
        ],
    )


def test_who_knows_the_external_id_may_deploy(account):
    answer = account.client("sts", user="ci").assume_role(
        RoleArn=account.role_arn("deploy"), RoleSessionName="build", ExternalId="blue"
    )
    assert answer["AssumedRoleUser"]["Arn"] == f"arn:aws:sts::{account.id}:assumed-role/deploy/build"


def test_who_does_not_know_it_is_refused_by_the_trust_policy(account):
    with pytest.raises(ClientError, match="AccessDenied"):
        account.client("sts", user="ci").assume_role(RoleArn=account.role_arn("deploy"), RoleSessionName="build")
    assert account.decisions()[-1]["layer"] == "trust"


def test_a_session_ends_after_an_hour(account, daypass_clock):
    session = account.client("sts", user="ci").assume_role(
        RoleArn=account.role_arn("deploy"), RoleSessionName="build", ExternalId="blue"
    )["Credentials"]
    deploy = account.client("sts", credentials=session)

    daypass_clock.advance(minutes=59)
    deploy.get_caller_identity()
    daypass_clock.advance(minutes=2)
    with pytest.raises(ClientError, match="ExpiredToken"):
        deploy.get_caller_identity()


def policy(statement):
    return {"Version": "2012-10-17", "Statement": [statement]}
