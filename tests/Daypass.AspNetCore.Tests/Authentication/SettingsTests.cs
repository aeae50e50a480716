using Daypass.AspNetCore.Options;
using Daypass.AspNetCore.Permissions;
using Daypass.Verifier.Refusals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Daypass.AspNetCore.Tests.Authentication;

public sealed class SettingsTests
{
    private const string Section = "Authentication:Schemes:Daypass:";

    private static readonly Dictionary<string, string?> Good = new()
    {
        ["Server"] = "http://127.0.0.1:9",
        ["SigningName"] = "orders",
        ["Region"] = "eu-west-1",
        ["Account"] = "111122223333",
        ["AccessKeyId"] = "AKIAIOSFODNN7EXAMPLE",
        ["SecretAccessKey"] = "secret",
        ["Refusals"] = "problemjson",
        ["LongestOutage"] = "00:00:30",
        ["AskAboutDenials"] = "true",
    };

    [Fact]
    public async Task The_configuration_says_all_that_is_needed()
    {
        await using var application = Build(Good);
        var options = application.Services.GetRequiredService<IOptionsMonitor<DaypassOptions>>().Get(DaypassDefaults.Scheme);
        Assert.Equal(("orders", "eu-west-1", "111122223333"), (options.SigningName, options.Region, options.Account));
        Assert.Equal((RefusalFormat.ProblemJson, TimeSpan.FromSeconds(30), true), (options.Refusals, options.LongestOutage, options.AskAboutDenials));
        Assert.Equal("AKIAIOSFODNN7EXAMPLE", (await options.Credentials!(default)).AccessKeyId);
    }

    [Theory]
    [InlineData("Server", null, "Server has to be the http or https URL of the Daypass server.")]
    [InlineData("Server", "ftp://x", "Server has to be the http or https URL of the Daypass server.")]
    [InlineData("Server", "not a url", "Server in the settings of Daypass has to be a URL.")]
    [InlineData("SigningName", null, "SigningName has to be")]
    [InlineData("SigningName", "Orders", "SigningName has to be")]
    [InlineData("SigningName", "iam", "iam is a service of the Daypass server itself")]
    [InlineData("Region", "", "Region has to be the region that clients sign for")]
    [InlineData("Account", "12", "Account has to be the twelve digits")]
    [InlineData("SecretAccessKey", "", "AccessKeyId in the settings of Daypass has to be given together with SecretAccessKey.")]
    [InlineData("Refusals", "yaml", "Refusals in the settings of Daypass has to be Xml, StorageXml, AwsJson or ProblemJson.")]
    [InlineData("LongestOutage", "soon", "LongestOutage in the settings of Daypass has to be a time as 00:01:00.")]
    [InlineData("LongestOutage", "05:00:00", "LongestOutage has to be between zero and an hour.")]
    [InlineData("AllowUnsignedPayload", "true", "AllowUnsignedPayload is for services that sign as S3")]
    [InlineData("MostCallers", "-1", "MostCallers in the settings of Daypass has to be a number.")]
    [InlineData("AskAboutDenials", "yes", "AskAboutDenials in the settings of Daypass has to be true or false.")]
    public async Task What_is_wrong_is_said_in_one_sentence_at_the_start(string key, string? value, string sentence)
    {
        await using var application = Build(new(Good) { [key] = value });
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => application.StartAsync());
        Assert.Contains(sentence, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_that_cannot_name_its_resource_does_not_start()
    {
        foreach (var (map, part) in new (Action<WebApplication>, string)[]
        {
            (static app => app.MapGet("/a/{id}", (string id) => id).RequirePermission("orders:Read", "arn:aws:orders:::order/{number}"), "no value {number}"),
            (static app => app.MapGet("/a/{day}", (DateOnly day) => $"{day}").RequirePermission("orders:Read", "arn:aws:orders:::day/{day}"), "several ways"),
            (static app => app.MapGet("/a/{on:bool}", (HttpContext http) => "").RequirePermission("orders:Read", "arn:aws:orders:::on/{on}"), "several ways"),
        })
        {
            await using var application = Build(Good);
            map(application);
            var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => application.StartAsync());
            Assert.Contains(part, failure.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("orders", "arn:aws:orders:::order/{id}")]
    [InlineData("orders:", "arn:aws:orders:::order/{id}")]
    [InlineData("orders:*", "arn:aws:orders:::order/{id}")]
    [InlineData("orders:Read", "order/{id}")]
    public void A_permission_that_is_none_is_refused_where_it_is_written(string action, string arn) =>
        Assert.ThrowsAny<Exception>(() => new RequirePermissionAttribute(action, arn));

    private static WebApplication Build(Dictionary<string, string?> settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(settings.Select(static one => new KeyValuePair<string, string?>(Section + one.Key, one.Value)));
        builder.Configuration["urls"] = "http://127.0.0.1:0";
        builder.Services.AddAuthentication().AddDaypass();
        return builder.Build();
    }
}
