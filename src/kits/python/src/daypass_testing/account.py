"""An account of a server for tests."""


class Account:
    """An account with the keys of those in it. Parallel tests take one each."""

    def __init__(self, server, told):
        self._server = server
        self._told = told

    @property
    def id(self):
        """The 12-digit account id."""
        return self._told["id"]

    @property
    def url(self):
        """Where the server is."""
        return self._server.url

    @property
    def users(self):
        """The names of those who have an access key."""
        return [user["name"] for user in self._told["users"]]

    def role_arn(self, name):
        return f"arn:aws:iam::{self.id}:role/{name}"

    def user_arn(self, name):
        return f"arn:aws:iam::{self.id}:user/{name}"

    def keys(self, user="admin"):
        """The access key id and the secret of a user, or of root."""
        for one in self._told["users"]:
            if one["name"] == user:
                return one["accessKeyId"], one["secretAccessKey"]
        raise KeyError(f"Nobody called {user!r} has an access key in account {self.id}; there are {', '.join(self.users)}.")

    def environment(self, user="admin"):
        """The variables by which any AWS SDK, the aws CLI and Terraform use the server as this user."""
        key, secret = self.keys(user)
        return {
            "AWS_ENDPOINT_URL_STS": self.url,
            "AWS_ENDPOINT_URL_IAM": self.url,
            "AWS_REGION": "us-east-1",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": key,
            "AWS_SECRET_ACCESS_KEY": secret,
        }

    def session(self, user="admin"):
        """A session of boto3 that is this user. Give its clients endpoint_url, or use client()."""
        import boto3

        key, secret = self.keys(user)
        return boto3.Session(aws_access_key_id=key, aws_secret_access_key=secret, region_name="us-east-1")

    def client(self, service, user="admin", credentials=None):
        """A client of boto3 for sts or iam, as a user of the account, or with the Credentials of an answer of STS."""
        import boto3

        if credentials is None:
            return self.session(user).client(service, endpoint_url=self.url)
        return boto3.client(
            service,
            endpoint_url=self.url,
            region_name="us-east-1",
            aws_access_key_id=credentials["AccessKeyId"],
            aws_secret_access_key=credentials["SecretAccessKey"],
            aws_session_token=credentials["SessionToken"],
        )

    def apply(self, **members):
        """Adds users, roles, policies and groups, as the members of an account in a world file. Each new user gets an access key unless it says otherwise."""
        account = {"id": self.id, **members}
        if "users" in members:
            account["users"] = [{"accessKeys": [{"generate": True}], **user} for user in members["users"]]
        for told in self._server.world({"version": 1, "accounts": [account]}):
            if told.id == self.id:
                self._told = told._told
        return self

    def decisions(self):
        """What was decided about requests of this account, the oldest first."""
        return [decision for decision in self._server.decisions() if decision.get("account") == self.id]
