using Daypass.Policy.Language;
using Daypass.Policy.Validation;

namespace Daypass.Policy.Tests.Validation;

/// <summary>Every sentence of IAM's refusals, each with a document that provokes it.</summary>
public sealed class SentenceTests
{
    private const string Iam = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}""";
    private const string Role = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111111111111"},"Action":"sts:AssumeRole"}]}""";

    public static TheoryData<PolicyKind, string, string> Refused => new()
    {
        // Structure.
        { PolicyKind.Identity, "{", "Syntax errors in policy." },
        { PolicyKind.Identity, "", "Syntax errors in policy." },
        { PolicyKind.Identity, "[]", "Syntax errors in policy." },
        { PolicyKind.Identity, Iam + "x", "Syntax errors in policy." },
        { PolicyKind.Identity, """{"Version":"2012-10-17","Statement":[]}""", "Syntax errors in policy." },
        { PolicyKind.Identity, """{"Version":"2012-10-17"}""", "Syntax errors in policy." },
        { PolicyKind.Identity, """{"Version":"2012-10-17","Version":"2012-10-17","Statement":[]}""", "Syntax errors in policy." },
        { PolicyKind.Identity, """{"Version":"2013-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""", "Syntax errors in policy." },
        { PolicyKind.Identity, """{"Version":"2012-10-17","Id":["x"],"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""",
            "Syntax errors in policy." },
        { PolicyKind.Identity, One("\"Effect\":\"permit\",\"Action\":\"*\",\"Resource\":\"*\""), "Syntax errors in policy." },
        { PolicyKind.Identity, One("\"Action\":\"*\",\"Resource\":\"*\""), "Syntax errors in policy." },
        { PolicyKind.Identity, One("\"Effect\":\"Allow\",\"Action\":\"*\",\"NotAction\":\"*\",\"Resource\":\"*\""), "Syntax errors in policy." },
        { PolicyKind.Identity, One("\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Extra\":1"), "Syntax errors in policy." },
        { PolicyKind.Identity, One("\"Effect\":\"Allow\",\"Action\":5,\"Resource\":\"*\""), "Syntax errors in policy." },
        { PolicyKind.Identity, Conditioned("\"StringEquals\":\"x\""), "Syntax errors in policy." },
        { PolicyKind.Identity, Conditioned("\"StringMatches\":{\"aws:username\":\"x\"}"), "Syntax errors in policy." },
        { PolicyKind.Identity, Conditioned("\"NullIfExists\":{\"aws:username\":\"true\"}"), "Syntax errors in policy." },
        { PolicyKind.Identity, Conditioned("\"StringEquals\":{\"aws:username\":{}}"), "Syntax errors in policy." },
        { PolicyKind.Identity, Conditioned("\"StringEquals\":{\"aws:username\":null}"), "Syntax errors in policy." },
        { PolicyKind.Trust, "{", "This policy contains invalid Json" },
        { PolicyKind.Session, "nonsense", "This policy contains invalid Json" },

        // Legacy parsing.
        { PolicyKind.Identity, One("\"Effect\":\"allow\",\"Action\":\"*\",\"Resource\":\"*\""), "The policy failed legacy parsing" },
        { PolicyKind.Managed, One("\"Effect\":\"DENY\",\"Action\":\"*\",\"Resource\":\"*\""), "The policy failed legacy parsing" },
        { PolicyKind.Identity, Conditioned("\"DateGreaterThan\":{\"aws:CurrentTime\":\"tomorrow\"}"), "The policy failed legacy parsing" },
        { PolicyKind.Identity, Conditioned("\"DateGreaterThan\":{\"aws:CurrentTime\":\"-292275054-01-01\"}"), "The policy failed legacy parsing" },
        { PolicyKind.Managed, Conditioned("\"ArnLike\":{\"aws:SourceArn\":\"arn:aws:s3\"}"), "The policy failed legacy parsing" },
        { PolicyKind.Trust, PolicyFixture.Trust("""{"AWS":"*"}""").Replace("}]", ",\"Condition\":{\"IpAddress\":{\"aws:SourceIp\":\"10.0.0.0/40\"}}}]",
            StringComparison.Ordinal), "The policy failed legacy parsing" },
        { PolicyKind.Session, Conditioned("\"BinaryEquals\":{\"aws:username\":\"YR==\"}"), "The policy failed legacy parsing" },
        { PolicyKind.Identity, Allow("s3:*", "arn:aws:s3::bucket"), "The policy failed legacy parsing" },
        { PolicyKind.Identity, Allow("s3:*", "arn:aws::*"), "The policy failed legacy parsing" },
        { PolicyKind.Identity, Allow("s3:*", "arn:aws:::::x"), "The policy failed legacy parsing" },

        // Version.
        { PolicyKind.Managed, Iam.Replace("2012", "2008", StringComparison.Ordinal), "Policy document must be version 2012-10-17 or greater." },
        { PolicyKind.Boundary, """{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""", "Policy document must be version 2012-10-17 or greater." },

        // Actions.
        { PolicyKind.Identity, One("\"Effect\":\"Allow\",\"Resource\":\"*\""), "Policy statement must contain actions." },
        { PolicyKind.Identity, One("\"Effect\":\"Allow\",\"Action\":[],\"Resource\":\"*\""), "Policy statement must contain actions." },
        { PolicyKind.Identity, Allow("GetObject", "*"), "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc." },
        { PolicyKind.Identity, Allow("s3:Get:Object", "*"), "Actions/Condition can contain only one colon." },
        { PolicyKind.Identity, Allow("s*:GetObject", "*"), "Vendor s* is not valid" },
        { PolicyKind.Identity, Allow("*:*", "*"), "Vendor * is not valid" },
        { PolicyKind.Identity, Allow("a b:GetObject", "*"), "Vendor a b is not valid" },

        // Resources.
        { PolicyKind.Identity, One("\"Effect\":\"Allow\",\"Action\":\"*\""), "Policy statement must contain resources." },
        { PolicyKind.Identity, One("\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":[]"), "Policy statement must contain resources." },
        { PolicyKind.Identity, Allow("s3:*", "aws:s3:::bucket"), "Partition \"s3\" is not valid for resource \"arn:s3:::bucket:*\"." },
        { PolicyKind.Identity, Allow("s3:*", "Arn:aws:s3:::bucket"), "Resource Arn:aws:s3:::bucket must be in ARN format or \"*\"." },
        { PolicyKind.Identity, Allow("iam:*", "arn:aws:iam:*"), "IAM resource arn:aws:iam:* cannot contain region information." },
        { PolicyKind.Identity, Allow("s3:*", "bucket"), "Resource bucket must be in ARN format or \"*\"." },
        { PolicyKind.Identity, Allow("s3:*", "arn:azure:s3:::bucket"), "Partition \"azure\" is not valid for resource \"arn:azure:s3:::bucket\"." },
        { PolicyKind.Identity, Allow("s3:*", "arn:azure:s3"), "Partition \"azure\" is not valid for resource \"arn:azure:s3:*:*:*\"." },
        { PolicyKind.Identity, Allow("s3:*", "arn:aws"), "Resource vendor must be fully qualified and cannot contain regexes." },
        { PolicyKind.Identity, Allow("s3:*", "arn:aws:s*:::bucket"), "Resource vendor must be fully qualified and cannot contain regexes." },
        { PolicyKind.Identity, Allow("iam:*", "arn:aws:iam:us-east-1:111111111111:user/a"),
            "IAM resource arn:aws:iam:us-east-1:111111111111:user/a cannot contain region information." },
        { PolicyKind.Identity, Allow("s3:*", "arn:aws:s3:us-east-1::bucket"), "Resource arn:aws:s3:us-east-1::bucket can not contain region information." },
        { PolicyKind.Identity, Allow("iam:*", "arn:aws:iam::111111111111:u*"),
            "IAM resource path must either be \"*\" or start with user/, federated-user/, role/, group/, instance-profile/, mfa/, server-certificate/, "
            + "policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/." },

        // Sids.
        { PolicyKind.Identity, PolicyFixture.Document(Sid("a") + "," + Sid("a")), "Statement IDs (SID) in a single policy must be unique." },
        { PolicyKind.Identity, PolicyFixture.Document(Sid("a b")),
            "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*" },

        // Principals where none may be.
        { PolicyKind.Identity, Role, "Policy document should not specify a principal." },
        { PolicyKind.Session, PolicyFixture.Document("""{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}"""),
            "Policy document should not specify a principal." },

        // Trust policies.
        { PolicyKind.Trust, PolicyFixture.Document("""{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole","Resource":"*"}"""),
            "Has prohibited field Resource" },
        { PolicyKind.Trust, PolicyFixture.Document("""{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole","NotResource":"*"}"""),
            "AssumeRole policy must not contain resources." },
        { PolicyKind.Trust, PolicyFixture.Document("""{"Effect":"Deny","NotPrincipal":{"AWS":"*"},"Action":"sts:AssumeRole"}"""),
            "AssumeRole policy must not contain NotPrincipal field." },
        { PolicyKind.Trust, PolicyFixture.Document("""{"Effect":"Allow","NotPrincipal":{"AWS":"111111111111"},"Action":"sts:AssumeRole"}"""),
            "Allow with NotPrincipal is not allowed." },
        { PolicyKind.Trust, PolicyFixture.Document("""{"Effect":"Allow","Principal":{"AWS":"*"}}"""), "Missing required field Action" },
        { PolicyKind.Trust, """{"Version":"2012-10-17","Statement":[]}""", "Could not parse the policy: Statement is empty!" },
        { PolicyKind.Trust, PolicyFixture.Document(TrustSid("a") + "," + TrustSid("a")), "The Statement Ids in the policy are not unique" },
        { PolicyKind.Trust, PolicyFixture.Document("""{"Effect":"Allow","Principal":{"AWS":"*"},"NotAction":"sts:AssumeRole"}"""),
            "Has prohibited field NotAction" },
        { PolicyKind.Trust, PolicyFixture.Document("""{"Effect":"Allow","Action":"sts:AssumeRole"}"""), "Missing required field Principal" },
        { PolicyKind.Trust, PolicyFixture.Document("""{"Effect":"Allow","Principal":{},"Action":"sts:AssumeRole"}"""),
            "Missing required field Principal cannot be empty!" },
        { PolicyKind.Trust, PolicyFixture.Trust("\"*\""), "AssumeRolepolicy contained an invalid principal: \"STAR\":\"*\"." },
        { PolicyKind.Trust, PolicyFixture.Trust("""{"AWS":"arn:aws:iam::111111111111:group/g"}"""),
            "Invalid principal in policy: \"AWS\":\"arn:aws:iam::111111111111:group/g\"" },
        { PolicyKind.Trust, PolicyFixture.Trust("""{"AWS":"arn:aws:iam::111111111111:role/*"}"""),
            "Invalid principal in policy: \"AWS\":\"arn:aws:iam::111111111111:role/*\"" },
        { PolicyKind.Trust, PolicyFixture.Trust("""{"AWS":"AROADELETEDDELETEDDEL"}"""), "Invalid principal in policy: \"AWS\":\"AROADELETEDDELETEDDEL\"" },
        { PolicyKind.Trust, PolicyFixture.Trust("""{"Service":"lambda"}"""), "Invalid principal in policy: \"SERVICE\":\"lambda\"" },
        { PolicyKind.Trust, PolicyFixture.Trust("""{"Federated":"*"}""", "sts:AssumeRoleWithSAML"), WrongProvider },
        { PolicyKind.Trust, PolicyFixture.Trust("""{"Federated":""}""", "sts:AssumeRoleWithSAML"), WrongProvider },
        { PolicyKind.Trust, PolicyFixture.Trust("""{"Federated":"corp-idp"}""", "sts:AssumeRoleWithSAML"), WrongProvider },
        { PolicyKind.Trust, PolicyFixture.Trust("""{"Federated":"arn:aws:iam//saml-provider/x"}""", "sts:AssumeRoleWithSAML"), WrongProvider },
        { PolicyKind.Trust, PolicyFixture.Trust("""{"Federated":"arn:aws:iam::111111111111:role/x"}""", "sts:AssumeRoleWithSAML"), WrongProvider },
        { PolicyKind.Trust, PolicyFixture.Trust("""{"CanonicalUser":"12"}"""), "Invalid principal in policy: \"CANONICALUSER\":\"12\"" },
        { PolicyKind.Trust, PolicyFixture.Trust("""{"AWS":"*"}""", "s3:GetObject"), TrustActions },
        { PolicyKind.Trust, PolicyFixture.Trust("""{"AWS":"*"}""", "*"), TrustActions },
        { PolicyKind.Trust, PolicyFixture.Trust("""{"AWS":"*"}""", "sts:GetCallerIdentity"), TrustActions },
        { PolicyKind.Trust, PolicyFixture.Trust("""{"AWS":"*"}""", "sts:*"), TrustActions },
        { PolicyKind.Trust, PolicyFixture.Trust("""{"AWS":"*"}""", "sts:assumerole"), TrustActions },
        { PolicyKind.Trust, PolicyFixture.Trust("""{"AWS":"*"}""", "STS:AssumeRole"), TrustActions },
        { PolicyKind.Trust, PolicyFixture.Trust("""{"Federated":"accounts.google.com"}""", "sts:AssumeRoleWith*"), TrustActions },

    };

    public static TheoryData<PolicyKind, string> Accepted => new()
    {
        { PolicyKind.Identity, Iam },
        { PolicyKind.Identity, Allow("*", "*") },
        { PolicyKind.Managed, Iam },
        { PolicyKind.Identity, Iam.Replace("2012", "2008", StringComparison.Ordinal) },
        { PolicyKind.Identity, """{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""" },
        { PolicyKind.Managed, Allow("logs:*", "arn:aws:logs:*") },
        { PolicyKind.Identity, Allow("dynamodb:*", "arn:aws:dynamodb:eu-west-1:*") },
        { PolicyKind.Session, Allow("s3:*", "arn:aws:s3") },
        { PolicyKind.Identity, Conditioned("\"StringEquals\":{\"username\":\"x\"}") },
        { PolicyKind.Identity, Conditioned("\"Null\":{\"aws:username\":\"maybe\"}") },
        { PolicyKind.Identity, Conditioned("\"NoSuchOperator\":{}") },
        { PolicyKind.Identity, Conditioned("\"ArnLike\":{\"aws:SourceArn\":\"${aws:PrincipalArn}\"}") },
        { PolicyKind.Session, Conditioned("\"DateEquals\":{\"aws:CurrentTime\":\"never\"},\"NumericEquals\":{\"aws:MultiFactorAuthAge\":\"NaN\"},"
            + "\"ArnLike\":{\"aws:SourceArn\":\"x\"},\"IpAddress\":{\"aws:SourceIp\":\"x\"},\"Null\":{\"aws:username\":\"yes\"}") },
        { PolicyKind.Identity, Allow("iam:*", "arn:aws:iam::111111111111:*") },
        { PolicyKind.Identity, Allow("sts:AssumeRoot", "arn:aws:iam::111111111111:root") },
        { PolicyKind.Identity, Allow("s3:*", "arn:aws-cn:s3:::bucket/*") },
        { PolicyKind.Identity, Allow("s3:*", "arn:aws:s3:us-east-1:111111111111:accesspoint/a/object/*") },
        { PolicyKind.Identity, Allow("ec2:*", "arn:aws:ec2:*:*:*/*") },
        { PolicyKind.Identity, PolicyFixture.Document(Sid("a") + "," + Sid("b") + "," + Sid("")) },
        { PolicyKind.Identity, Conditioned(
            "\"ForAllValues:StringLikeIfExists\":{\"aws:TagKeys\":[\"a*\"]},\"NumericLessThan\":{\"aws:MultiFactorAuthAge\":300}") },
        { PolicyKind.Identity, Conditioned("\"StringEquals\":{\"id.example.com:8443/realms/a:sub\":\"x\"}") },
        { PolicyKind.Session, """{"Statement":{"Effect":"Deny","NotAction":"s3:*","NotResource":"arn:aws:s3:::b/*"}}""" },
        { PolicyKind.Trust, Role },
        { PolicyKind.Trust, PolicyFixture.Trust("""{"AWS":"*"}""") },
        { PolicyKind.Trust, PolicyFixture.Trust(
            """{"AWS":["arn:aws:iam::111111111111:root","arn:aws:iam::111111111111:user/p/a","arn:aws:sts::111111111111:assumed-role/R/s","arn:aws:sts::"""
            + """111111111111:federated-user/f"]}""") },
        { PolicyKind.Trust, PolicyFixture.Trust(
            """{"Federated":["accounts.google.com","arn:aws:iam::111111111111:oidc-provider/id.example.com/a"]}""", "sts:TagSession") },
        { PolicyKind.Trust, """{"Version":"2008-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"111111111111"},"Action":["sts:AssumeRole","sts:"""
            + """TagSession"]}}""" },
        { PolicyKind.ServiceControl, """{"Version":"2012-10-17","Statement":{"Effect":"Allow","NotAction":"iam:*","Resource":"*", """
            + """ "Condition":{"Bool":{"aws:SecureTransport":"true"}}}}""" },
        { PolicyKind.ResourceControl, Control("Deny", "\"*\"", "[\"s3:*\",\"STS:NoSuchAction\",\"Cognito-IDP:*\"]") },
        { PolicyKind.ResourceControl, Control("Deny", "{\"AWS\":\"*\"}", "\"s3:*\"") },
        { PolicyKind.ResourceControl, """{"Statement":{"Effect":"Deny","Principal":"*","Action":"sqs:*","NotResource":"*"}}""" },
        { PolicyKind.Resource, PolicyFixture.Document(
            """{"Sid":"any text","Effect":"Deny","NotPrincipal":{"AWS":"111111111111"},"Action":"s3:*","Resource":"arn:aws:s3:*"}""") },
    };

    /// <summary>What Organizations refuses: it has one sentence.</summary>
    public static TheoryData<PolicyKind, string> RefusedByOrganizations => new()
    {
        { PolicyKind.ServiceControl, Role },
        { PolicyKind.ServiceControl, "{" },
        { PolicyKind.ServiceControl, Allow("s3:Get:Object", "*") },
        { PolicyKind.ResourceControl, Iam },
        { PolicyKind.ResourceControl, Control("Allow", "\"*\"", "\"s3:*\"") },
        { PolicyKind.ResourceControl, Control("Deny", "\"*\"", "\"*\"") },
        { PolicyKind.ResourceControl, Control("Deny", "\"*\"", "[\"s3:*\",\"ec2:*\"]") },
        { PolicyKind.ResourceControl, Control("Deny", "\"*\"", "\"organizations:LeaveOrganization\"") },
        { PolicyKind.ResourceControl, Control("Deny", "[\"*\"]", "\"s3:*\"") },
        { PolicyKind.ResourceControl, Control("Deny", "{\"AWS\":\"111111111111\"}", "\"s3:*\"") },
        { PolicyKind.ResourceControl, Control("Deny", "{\"AWS\":[\"*\",\"111111111111\"]}", "\"s3:*\"") },
        { PolicyKind.ResourceControl, Control("Deny", "{\"Service\":\"*\"}", "\"s3:*\"") },
        { PolicyKind.ResourceControl, Control("Deny", "\"*\"", "\"s3:*\"").Replace("Action", "NotAction", StringComparison.Ordinal) },
        { PolicyKind.ResourceControl, Control("Deny", "\"*\"", "\"s3:*\"").Replace("Principal", "NotPrincipal", StringComparison.Ordinal) },
    };

    private const string TrustActions = "AssumeRole policy may only specify STS AssumeRole actions.";

    private const string WrongProvider = "Federated principals must be valid domain names or SAML metadata ARNs";

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_document_is_refused_with_the_sentence_of_IAM(PolicyKind kind, string json, string sentence)
    {
        var fault = PolicyValidator.Validate(json, kind);
        Assert.NotNull(fault);
        Assert.Equal(("MalformedPolicyDocument", sentence), (fault.Code, fault.Message));
    }

    [Theory]
    [MemberData(nameof(RefusedByOrganizations))]
    public void A_control_policy_is_refused_with_the_sentence_of_Organizations(PolicyKind kind, string json)
    {
        var fault = PolicyValidator.Validate(json, kind);
        Assert.NotNull(fault);
        Assert.Equal(
            ("MalformedPolicyDocumentException", "The provided policy document does not meet the requirements of the specified policy type."),
            (fault.Code, fault.Message));
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public void A_document_is_accepted(PolicyKind kind, string json) => Assert.Null(PolicyValidator.Validate(json, kind));

    [Fact]
    public void A_fault_says_where_it_is()
    {
        var fault = PolicyValidator.Validate(
            "{\n \"Version\":\"2012-10-17\",\n \"Statement\":[\n  {\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"},\n  "
            + "{\"Effect\":\"Allow\",\"Action\":\"é\",\"Resource\":\"*\"}]}", PolicyKind.Identity);
        Assert.Equal(new TextPosition(5, 3), fault!.Position);
        var broken = PolicyValidator.Validate("{\n \"Id\":\"é\", x}", PolicyKind.Trust);
        Assert.Equal(new TextPosition(2, 12), broken!.Position);
    }

    private static string Control(string effect, string principal, string action) => PolicyFixture.Document(
        $$"""{"Effect":"{{effect}}","Principal":{{principal}},"Action":{{action}},"Resource":"*"}""");

    private static string TrustSid(string sid) => $$"""{"Sid":"{{sid}}","Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}""";

    private static string One(string elements) => PolicyFixture.Document("{" + elements + "}");

    private static string Allow(string action, string resource) => PolicyFixture.Allow(action, resource);

    private static string Conditioned(string operators) => PolicyFixture.Allow("s3:*", "*", "{" + operators + "}");

    private static string Sid(string sid) => $$"""{"Sid":"{{sid}}","Effect":"Allow","Action":"*","Resource":"*"}""";
}
