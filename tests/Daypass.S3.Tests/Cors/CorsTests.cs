using System.Text;
using Daypass.S3.Cors;

namespace Daypass.S3.Tests.Cors;

public sealed class CorsTests
{
    private const string Rules = "<CORSConfiguration><CORSRule><ID>one</ID><AllowedOrigin>https://*.example.org</AllowedOrigin>"
        + "<AllowedMethod>PUT</AllowedMethod><AllowedMethod>GET</AllowedMethod><AllowedHeader>x-amz-*</AllowedHeader><MaxAgeSeconds>300</MaxAgeSeconds>"
        + "<ExposeHeader>ETag</ExposeHeader></CORSRule>"
        + "<CORSRule><AllowedOrigin>*</AllowedOrigin><AllowedMethod>HEAD</AllowedMethod></CORSRule></CORSConfiguration>";

    [Fact]
    public void A_preflight_is_answered_by_the_first_rule_that_fits()
    {
        Assert.Null(CorsDecider.Preflight(Read(Rules), "https://a.example.org", "PUT", "X-Amz-Date, x-amz-meta-a", true, out var headers));
        Assert.Equal(
            [
                new("Access-Control-Allow-Origin", "https://a.example.org"), new("Access-Control-Allow-Methods", "PUT, GET"),
                new("Access-Control-Allow-Credentials", "true"), new("Access-Control-Allow-Headers", "x-amz-date, x-amz-meta-a"),
                new("Access-Control-Expose-Headers", "ETag"), new("Access-Control-Max-Age", "300"),
                new("Vary", "Origin, Access-Control-Request-Headers, Access-Control-Request-Method"),
            ],
            headers);
        Assert.Null(CorsDecider.Preflight(Read(Rules), "http://any", "HEAD", null, true, out headers));
        Assert.Equal("*", headers[0].Value);
        Assert.DoesNotContain(headers, static header => header.Key == "Access-Control-Allow-Credentials");
    }

    [Theory]
    [InlineData(null, "PUT", null, "BadRequest", "Insufficient information. Origin request header needed.")]
    [InlineData("https://a.example.org", null, null, "BadRequest", "Invalid Access-Control-Request-Method: null")]
    [InlineData("https://a.example.org", "PATCH", null, "BadRequest", "Invalid Access-Control-Request-Method: PATCH")]
    [InlineData("https://a.example.org", "DELETE", null, "AccessForbidden", "CORSResponse: This CORS request is not allowed.")]
    [InlineData("https://example.org", "PUT", null, "AccessForbidden", "CORSResponse: This CORS request is not allowed.")]
    [InlineData("https://a.example.org.evil", "PUT", null, "AccessForbidden", "CORSResponse: This CORS request is not allowed.")]
    [InlineData("https://a.example.org", "PUT", "Authorization", "AccessForbidden", "CORSResponse: This CORS request is not allowed.")]
    public void What_no_rule_is_for_is_refused(string? origin, string? method, string? asked, string code, string message)
    {
        var error = CorsDecider.Preflight(Read(Rules), origin, method, asked, false, out var headers)!;
        Assert.Equal(code, error.Code);
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        Assert.Empty(headers);
    }

    [Fact]
    public void A_bucket_without_rules_says_so()
    {
        var error = CorsDecider.Preflight(null, "https://a.example.org", "GET", null, true, out _)!;
        Assert.Equal(("AccessForbidden", 403, "CORSResponse: CORS is not enabled for this bucket."), (error.Code, error.Status, error.Message));
        Assert.Equal([new("Method", "GET"), new("ResourceType", "OBJECT")], error.Elements);
    }

    [Fact]
    public void Other_requests_get_headers_where_a_rule_is_for_them()
    {
        Assert.Equal("https://a.example.org", CorsDecider.HeadersFor(Read(Rules), "https://a.example.org", "GET")[0].Value);
        Assert.Empty(CorsDecider.HeadersFor(Read(Rules), "https://other", "GET"));
        Assert.Empty(CorsDecider.HeadersFor(Read(Rules), null, "GET"));
        Assert.Empty(CorsDecider.HeadersFor(null, "https://a.example.org", "GET"));
    }

    [Fact]
    public void Rules_are_written_anew()
    {
        var written = Encoding.UTF8.GetString(Read(Rules).Write());
        Assert.Contains("<CORSRule><ID>one</ID><AllowedOrigin>https://*.example.org</AllowedOrigin><AllowedMethod>PUT</AllowedMethod>", written,
            StringComparison.Ordinal);
        Assert.Equal(written, Encoding.UTF8.GetString(Read(written).Write()));
    }

    [Theory]
    [InlineData("<CORSConfiguration/>", "MalformedXML")]
    [InlineData("<CORSConfiguration><CORSRule><AllowedMethod>GET</AllowedMethod></CORSRule></CORSConfiguration>", "MalformedXML")]
    [InlineData("<CORSConfiguration><CORSRule><AllowedOrigin>*</AllowedOrigin></CORSRule></CORSConfiguration>", "MalformedXML")]
    [InlineData("<CORSConfiguration><CORSRule><AllowedOrigin>*</AllowedOrigin><AllowedMethod>PATCH</AllowedMethod></CORSRule></CORSConfiguration>",
        "InvalidRequest")]
    [InlineData("<CORSConfiguration><CORSRule><AllowedOrigin>*.*</AllowedOrigin><AllowedMethod>GET</AllowedMethod></CORSRule></CORSConfiguration>",
        "InvalidRequest")]
    [InlineData("<CORSConfiguration><CORSRule><AllowedOrigin>a&#10;b</AllowedOrigin><AllowedMethod>GET</AllowedMethod></CORSRule></CORSConfiguration>",
        "MalformedXML")]
    public void Rules_that_cannot_be_are_refused(string xml, string code) =>
        Assert.Equal(code, CorsDocument.Read(Encoding.UTF8.GetBytes(xml), out _)?.Code);

    private static CorsDocument Read(string xml)
    {
        Assert.Null(CorsDocument.Read(Encoding.UTF8.GetBytes(xml), out var document));
        return document!;
    }
}
