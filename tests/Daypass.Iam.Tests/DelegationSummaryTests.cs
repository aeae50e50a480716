using Daypass.Core.Entities;
using Daypass.Iam.Delegation;

namespace Daypass.Iam.Tests;

/// <summary>What is said of a delegation request in plain words.</summary>
public sealed class DelegationSummaryTests
{
    private const string Beginning = "Acme (account 111122223333) asks for permissions for 90 minutes: Looks after backups.";

    [Theory]
    [InlineData("""{"Sid":"ReadBackups","Effect":"Allow","Action":["s3:GetObject","s3:ListBucket"],"Resource":"arn:aws:s3:::backups/*"}""",
        " ReadBackups: it may s3:GetObject, s3:ListBucket on arn:aws:s3:::backups/*.")]
    [InlineData("""{"Effect":"Allow","Action":"*","Resource":"*"}""", " It may do everything on all resources.")]
    [InlineData("""{"Effect":"Deny","NotAction":"s3:*","NotResource":["a","b"]}""", " It may never do everything but s3:* on all resources but a, b.")]
    [InlineData(
        """{"Effect":"Allow","Action":"a:B","Resource":"*","Condition":{"StringEquals":{"aws:RequestedRegion":["eu-west-1","eu-west-2"]},"Bool":{"k":true}}}""",
        " It may a:B on all resources when aws:RequestedRegion is eu-west-1, eu-west-2 and k is true.")]
    [InlineData(
        """{"Effect":"Allow","Action":"ec2:*","Resource":"*","Condition":{"ForAnyValue:StringLike":{"aws:TagKeys":"a*"}}}""",
        " It may ec2:* on all resources when aws:TagKeys passes ForAnyValue:StringLike of a*.")]
    public void A_statement_is_said_in_a_sentence(string statement, string sentence)
    {
        var policy = $$"""{"Version":"2012-10-17","Statement":[{{statement}}]}""";
        Assert.Equal($"{Beginning}{sentence} The permissions are exactly these: {policy}", DelegationSummary.Of(Request(policy)));

        // One statement may stand without its list.
        policy = $$"""{"Version":"2012-10-17","Statement":{{statement}}}""";
        Assert.Contains(sentence, DelegationSummary.Of(Request(policy)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_template_says_of_itself_is_quoted_and_cannot_end_its_quotation()
    {
        var request = Request("""{"Statement":{"Effect":"Allow","Action":"a:B","Resource":"*"}}""") with { TemplateDescription = "Reads \"old\" backups." };
        Assert.StartsWith($"{Beginning} Its template says: \"Reads 'old' backups.\" It may a:B", DelegationSummary.Of(request), StringComparison.Ordinal);
    }

    [Fact]
    public void A_summary_keeps_to_its_length_and_then_still_has_the_policy()
    {
        var policy = """{"Statement":{"Effect":"Allow","Action":"a:B","Resource":"R"}}""".Replace("R\"", new string('r', 5000) + '"', StringComparison.Ordinal);
        Assert.Equal($"{Beginning} The permissions are exactly these: {policy}", DelegationSummary.Of(Request(policy)));
    }

    private static DelegationRequest Request(string policy) => new()
    {
        Id = "1",
        RequestorAccount = "111122223333",
        RequestorName = "Acme",
        WorkflowId = "w",
        Description = "Looks after backups.",
        TemplateArn = "arn:aws:iam::111122223333:policy/t",
        PermissionPolicy = policy,
        Channel = "c",
        SessionSeconds = 5400,
        State = DelegationState.Unassigned,
        CreatedAt = DateTimeOffset.UnixEpoch,
        UpdatedAt = DateTimeOffset.UnixEpoch,
    };
}
