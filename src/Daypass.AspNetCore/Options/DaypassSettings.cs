using System.Globalization;
using Daypass.Protocol;
using Daypass.Protocol.Signing;
using Daypass.Verifier.Refusals;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Daypass.AspNetCore.Options;

/// <summary>Takes the options from the configuration, before the code changes them; and from the environment what nobody has said.</summary>
internal sealed class DaypassSettings(IAuthenticationConfigurationProvider settings)
    : IConfigureNamedOptions<DaypassOptions>, IPostConfigureOptions<DaypassOptions>
{
    public void Configure(DaypassOptions options) => Configure(Microsoft.Extensions.Options.Options.DefaultName, options);

    public void Configure(string? name, DaypassOptions options)
    {
        if (!string.IsNullOrEmpty(name))
        {
            Apply(settings.GetSchemeConfiguration(name), options);
        }
    }

    /// <summary>Takes the variables that every AWS tool reads, when there are no credentials otherwise.</summary>
    public void PostConfigure(string? name, DaypassOptions options)
    {
        if (options.Credentials is null
            && Environment.GetEnvironmentVariable("AWS_ACCESS_KEY_ID") is { Length: > 0 } id
            && Environment.GetEnvironmentVariable("AWS_SECRET_ACCESS_KEY") is { Length: > 0 } secret)
        {
            Use(options, id, secret, Environment.GetEnvironmentVariable("AWS_SESSION_TOKEN"));
        }
    }

    /// <summary>Takes what a section says.</summary>
    /// <exception cref="OptionsValidationException">A value is none of its kind.</exception>
    public static void Apply(IConfiguration section, DaypassOptions options)
    {
        Take(section, "Server", value => options.Server = Uri.TryCreate(value, UriKind.Absolute, out var url) ? url : throw Unfit("Server", "a URL"));
        Take(section, "SigningName", value => options.SigningName = value);
        Take(section, "Region", value => options.Region = value);
        Take(section, "Account", value => options.Account = value);
        Take(section, "Refusals", value => options.Refusals =
            Enum.TryParse<RefusalFormat>(value, ignoreCase: true, out var format) && Enum.IsDefined(format)
                ? format : throw Unfit("Refusals", "Xml, StorageXml, AwsJson or ProblemJson"));
        TakeSwitch(section, "SignsAsStorage", value => options.SignsAsStorage = value);
        TakeSwitch(section, "AllowUnsignedPayload", value => options.AllowUnsignedPayload = value);
        TakeSwitch(section, "AskAboutForeignCallers", value => options.AskAboutForeignCallers = value);
        TakeSwitch(section, "AskAboutDenials", value => options.AskAboutDenials = value);
        Take(section, "LongestOutage", value => options.LongestOutage =
            TimeSpan.TryParseExact(value, "c", CultureInfo.InvariantCulture, out var time) ? time : throw Unfit("LongestOutage", "a time as 00:01:00"));
        TakeNumber(section, "MostCallers", int.MaxValue, value => options.MostCallers = (int)value);
        TakeNumber(section, "LongestKeptBody", int.MaxValue, value => options.LongestKeptBody = (int)value);
        TakeNumber(section, "MostKeptBytes", long.MaxValue, value => options.MostKeptBytes = value);
        var (id, secret, token) = (section["AccessKeyId"], section["SecretAccessKey"], section["SessionToken"]);
        if (string.IsNullOrEmpty(id) != string.IsNullOrEmpty(secret))
        {
            throw Unfit("AccessKeyId", "given together with SecretAccessKey");
        }

        if (!string.IsNullOrEmpty(id))
        {
            Use(options, id, secret!, token);
        }
    }

    private static void Use(DaypassOptions options, string id, string secret, string? token)
    {
        var credentials = new SigningCredentials(id, Secret.FromText(secret), string.IsNullOrEmpty(token) ? null : token);
        options.Credentials = _ => new(credentials);
        if (options.Account.Length == 0 && AccessKeyId.TryGetAccount(id, out var account))
        {
            options.Account = account.ToString();
        }
    }

    private static void Take(IConfiguration section, string key, Action<string> take)
    {
        if (section[key] is { Length: > 0 } value)
        {
            take(value);
        }
    }

    private static void TakeSwitch(IConfiguration section, string key, Action<bool> take) =>
        Take(section, key, value => take(bool.TryParse(value, out var on) ? on : throw Unfit(key, "true or false")));

    private static void TakeNumber(IConfiguration section, string key, long most, Action<long> take) => Take(section, key, value =>
        take(long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most ? number : throw Unfit(key, "a number")));

    private static OptionsValidationException Unfit(string key, string expected) =>
        new(key, typeof(DaypassOptions), [$"{key} in the settings of Daypass has to be {expected}."]);
}
