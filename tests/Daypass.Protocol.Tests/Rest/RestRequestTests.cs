using System.Text;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Forms;
using Daypass.Protocol.Rest;
using Daypass.Protocol.Toolbox;

namespace Daypass.Protocol.Tests.Rest;

/// <summary>Members that travel in a path and a query (https://smithy.io/2.0/spec/http-bindings.html).</summary>
public sealed class RestRequestTests
{
    private static readonly OperationDescription Policy = GetRequestAuthorizationPolicyRequest.Operation;

    [Theory]
    [InlineData("abc", "policyUri=x", "abc", "x")]
    [InlineData("a%62c", "policyUri=arn%3Aaws%3Aiam%3A%3A1%3Apolicy%2Fp", "abc", "arn:aws:iam::1:policy/p")]
    [InlineData("abc", "X-Amz-Signature=1&policyUri=a+b&more", "abc", "a+b")]
    [InlineData("abc", "authorizationId=other&policyUri=x", "abc", "x")]
    [InlineData("abc", "policyUri=%C3%A4", "abc", "ä")]
    [InlineData("a%2Fpolicy", "policyUri=x", "a/policy", "x")]
    public void Members_are_read_from_where_they_belong(string id, string query, string authorizationId, string uri)
    {
        using var form = new QueryForm();
        Assert.Null(RestRequest.Read($"/authorization-details/{id}/policy", query, Policy, form));
        Assert.Equal((authorizationId, uri), (Text(form, "authorizationId"), Text(form, "policyUri")));
        Assert.Equal(2, form.Count);
    }

    [Theory]
    [InlineData("policyUri=a&policyUri=b", "MalformedQueryString")]
    [InlineData("policyUri=a&policyUri=a", "MalformedQueryString")]
    [InlineData("policyUri=%FF", "SerializationException")]
    [InlineData("policyUri=%ED%A0%80", "SerializationException")]
    public void What_readers_could_see_differently_is_refused_and_leaves_nothing_behind(string query, string code)
    {
        using var form = new QueryForm();
        Assert.Equal(code, RestRequest.Read("/authorization-details/abc/policy", query, Policy, form)!.Code);
        Assert.Equal(0, form.Count);
    }

    [Fact]
    public void A_member_that_is_not_there_is_the_readers_to_refuse()
    {
        using var form = new QueryForm();
        Assert.Null(RestRequest.Read("/authorization-details/abc/policy", "PolicyUri=x", Policy, form));
        Assert.Equal("ValidationError", GetRequestAuthorizationPolicyRequest.Read(form).Error!.Code);
    }

    [Theory]
    [InlineData("GET", "/authorization-details/a", true)]
    [InlineData("GET", "/authorization-details/a%2Fb", true)]
    [InlineData("POST", "/authorization-details/a", false)]
    [InlineData("get", "/authorization-details/a", false)]
    [InlineData("GET", "/authorization-details/", false)]
    [InlineData("GET", "/authorization-details", false)]
    [InlineData("GET", "/authorization-details/a/", false)]
    [InlineData("GET", "/authorization-details/a/policy", false)]
    [InlineData("GET", "/Authorization-Details/a", false)]
    [InlineData("GET", "//authorization-details/a", false)]
    public void A_route_is_a_method_and_whole_segments(string method, string path, bool matches) =>
        Assert.Equal(matches, GetRequestAuthorizationDetailsRequest.Operation.Route!.Matches(method, path));

    [Theory]
    [InlineData("/authorization-details/a", true)]
    [InlineData("/authorization-details", true)]
    [InlineData("/authorization-details-more/a", false)]
    [InlineData("/authorization", false)]
    [InlineData("/", false)]
    [InlineData("", false)]
    public void A_service_is_known_by_its_first_segment(string path, bool known) =>
        Assert.Equal(known ? ServiceDescription.Toolbox : null, ServiceDescription.FindByPath(path));

    private static string? Text(QueryForm form, string name) =>
        form.TryGet(Encoding.ASCII.GetBytes(name), out var value) ? Encoding.UTF8.GetString(value) : null;
}
