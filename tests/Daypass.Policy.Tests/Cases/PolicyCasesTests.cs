using System.Globalization;
using System.Text;
using System.Text.Json;
using Daypass.Policy.Cases;
using Daypass.Policy.Tests.Vectors;
using Daypass.Testing;
using Xunit.Abstractions;

namespace Daypass.Policy.Tests.Cases;

public sealed class PolicyCasesTests(ITestOutputHelper output)
{
    private const string Allowed =
        """{"id":"1","principal":"arn:aws:iam::111111111111:user/a","action":"s3:GetObject","resource":"arn:aws:s3:::b/k", """
            + """ "resourceAccount":"111111111111","identityPolicies":[{"Version":"2012-10-17","Statement":[ """
            + """ {"Effect":"Allow","Action":"ec2:*","Resource":"*"},{"Sid":"Read","Effect":"Allow","Action":"s3:Get*","Resource":"*"}]}]}""";

    private readonly PolicyCases _cases = new();

    [Fact]
    public void An_allowed_case_names_what_matched() =>
        Assert.Equal("""{"id":"1","decision":"allowed","deniedBy":[],"matched":[{"layer":"identityPolicy","policy":0,"statement":1,"sid":"Read"}]}""",
            _cases.Evaluate(Allowed));

    [Fact]
    public void A_denied_case_names_the_layers_by_their_properties() => Assert.Equal(
        """{"id":"2","decision":"explicitDeny","deniedBy":["serviceControlPolicies"],"matched":[{"layer":"service"""
            + """ControlPolicy","level":1,"policy":0,"statement":0}]}""",
        _cases.Evaluate("""{"id":"2","principal":"arn:aws:iam::111111111111:user/a","action":"s3:GetObject","resource":"*", """
            + """ "resourceAccount":"111111111111","serviceControlPolicies":[[],[{"Version":"2012-10-17", """
            + """ "Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}]]}"""));

    [Fact]
    public void A_case_nothing_grants_says_so() => Assert.Equal(
        """{"id":"3","decision":"implicitDeny","deniedBy":["identityPolicies","noAllow"],"matched":[]}""",
        _cases.Evaluate("""{"id":"3","principal":"arn:aws:iam::111111111111:user/a","action":"s3:"""
            + """GetObject","resource":"*","resourceAccount":"111111111111"}"""));

    [Theory]
    [InlineData("nonsense", "\"id\":null,\"error\":\"The case is not JSON.\"")]
    [InlineData("{\"\\ud800\":1}", "\"id\":null,\"error\":\"An escaped surrogate stands alone.\"")]
    [InlineData("""{"id":"\udc00"}""", "\"id\":null,\"error\":\"An escaped surrogate stands alone.\"")]
    [InlineData("[]", "\"id\":null,\"error\":\"A case is an object.\"")]
    [InlineData("""{"id":"4"}""", "\"id\":\"4\",\"error\":\"action is missing.\"")]
    [InlineData("""{"id":"5","action":"a:b","resource":"*","resourceAccount":""}""", "\"id\":\"5\",\"error\":\"principal is missing.\"")]
    [InlineData("""{"id":"6","action":"a:b","resource":"*","resourceAccount":"","principal":"arn:aws:iam::111111111111:group/g"}""",
        "\"id\":\"6\",\"error\":\"principal names no caller: arn:aws:iam::111111111111:group/g\"")]
    [InlineData("""{"id":"7","action":"a:b","resource":"*","resourceAccount":"","principal":null,"identityPolicies":[{"Version":"2012-10-17"}]}""",
        "\"id\":\"7\",\"error\":\"identityPolicies[0]: Syntax errors in policy. (line 1, column 24: A policy has a Statement.)\"")]
    [InlineData("""{"id":"8","action":"a:b","resource":"*","resourceAccount":"","principal":null,"serviceControlPolicies":[{}]}""",
        "\"id\":\"8\",\"error\":\"serviceControlPolicies[0] is a list of policies.\"")]
    [InlineData("""{"id":"9","action":"a:b","resource":"*","resourceAccount":"","principal":null,"context":{"k":5}}""",
        "\"id\":\"9\",\"error\":\"k is not text.\"")]
    [InlineData("""{"id":"11","action":"a:b","resource":"*","resourceAccount":"","principal":null,"simulated":"true"}""",
        "\"id\":\"11\",\"error\":\"simulated is true or false.\"")]
    [InlineData("""{"id":"10","action":"a:b","resource":"*","resourceAccount":"","principal":null,"identityPolicies":[{"Statement":{"Effect":"Deny","""
        + """ "Action":"*","Resource":"*","Condition":{"StringEqualz":{"aws:username":"a"}}}}]}""",
        "\"id\":\"10\",\"error\":\"identityPolicies[0]: Syntax errors in policy. (line 1, column 104: There is no operator StringEqualz.)\"")]
    public void A_case_that_cannot_be_read_answers_with_an_error(string line, string inside) => Assert.Equal("{" + inside + "}", _cases.Evaluate(line));

    [Fact]
    public void A_policy_that_could_not_be_saved_is_decided_by_and_named_with_the_reason()
    {
        var answer = _cases.Evaluate("""{"id":"11","principal":"arn:aws:iam::111111111111:user/a","action":"s3:GetObject","resource":"*", """
            + """ "resourceAccount":"111111111111","identityPolicies":[{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*"}}]}""");
        using var json = JsonDocument.Parse(answer);
        var refused = Assert.Single(json.RootElement.GetProperty("refused").EnumerateArray()).GetString()!;
        Assert.StartsWith("identityPolicies[0]: MalformedPolicyDocument: ", refused, StringComparison.Ordinal);
    }

    [Fact]
    public void One_line_in_is_one_line_out_and_blank_lines_are_nothing()
    {
        using var decisions = new StringWriter();
        Assert.Equal(2, _cases.Evaluate(new StringReader($"{Allowed}\n\n  \r\nnonsense\n"), decisions));
        Assert.Equal(["1", "null"], decisions.ToString().TrimEnd('\n').Split('\n').Select(static line =>
            line.Contains("null", StringComparison.Ordinal) ? "null" : "1"));
    }

    [Fact]
    public void A_case_leaves_nothing_behind_for_the_next_one()
    {
        var alone = DecisionVectors.Files().SelectMany(DecisionVectors.Read).Select(vector => vector.GetRawText()).ToList();
        foreach (var line in alone)
        {
            Assert.Equal(new PolicyCases().Evaluate(line), _cases.Evaluate(line));
        }
    }

    [Fact]
    public void Ten_thousand_cases_take_less_than_two_seconds_of_the_processor()
    {
        var lines = new StringBuilder();
        var vectors = DecisionVectors.Files().SelectMany(DecisionVectors.Read).Select(vector => vector.GetRawText()).ToList();
        for (var i = 0; i < 10_000; i++)
        {
            lines.Append(vectors[i % vectors.Count]).Append('\n');
        }

        var best = TimeSpan.MaxValue;
        // Of the processor's time; of several runs the quickest is the one least disturbed by the compiler and by collections.
        for (var round = 0; round < 3 || (best > TimeSpan.FromSeconds(2) && round < 20); round++)
        {
            var took = ThreadTime.Of(() => Assert.Equal(10_000, new PolicyCases().Evaluate(new StringReader(lines.ToString()), TextWriter.Null)));
            best = took < best ? took : best;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{best.TotalMilliseconds:F0} ms"));
        Assert.True(best < TimeSpan.FromSeconds(2), best.ToString());
    }
}
