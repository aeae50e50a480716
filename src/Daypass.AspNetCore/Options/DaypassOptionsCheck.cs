using System.Buffers;
using Daypass.Protocol;
using Daypass.Protocol.Signing;
using Microsoft.Extensions.Options;

namespace Daypass.AspNetCore.Options;

/// <summary>Says at the start what is missing or cannot be, in one sentence.</summary>
internal sealed class DaypassOptionsCheck : IValidateOptions<DaypassOptions>
{
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private static readonly string[] Reserved =
        ["sts", "iam", "daypass", "sso", "sso-oauth", "sso-oidc", "signin", "organizations", "iam-toolbox", "rolesanywhere", "eks-auth"];

    public ValidateOptionsResult Validate(string? name, DaypassOptions options) =>
        Find(options) is { } wrong ? ValidateOptionsResult.Fail($"Daypass cannot start: {wrong}") : ValidateOptionsResult.Success;

    private static string? Find(DaypassOptions options)
    {
        if (options.Server is not { IsAbsoluteUri: true } server || (server.Scheme != Uri.UriSchemeHttp && server.Scheme != Uri.UriSchemeHttps))
        {
            return "Server has to be the http or https URL of the Daypass server.";
        }

        if (options.SigningName.Length is 0 or > 64 || options.SigningName.AsSpan().ContainsAnyExcept(NameCharacters))
        {
            return "SigningName has to be the name that clients sign for, in lower-case letters, digits and hyphens.";
        }

        if (Reserved.Contains(options.SigningName))
        {
            return $"{options.SigningName} is a service of the Daypass server itself, so no other service is told its keys.";
        }

        if (!RegionRule.Any.Allows(options.Region))
        {
            return "Region has to be the region that clients sign for, such as eu-west-1.";
        }

        if (options.Credentials is null)
        {
            return "it has no credentials of its own; set AccessKeyId and SecretAccessKey, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or Credentials.";
        }

        if (!AccountId.TryParse(options.Account, out _))
        {
            return "Account has to be the twelve digits of the service's account; the access key does not tell it.";
        }

        if (options.AllowUnsignedPayload && !options.SignsAsStorage)
        {
            return "AllowUnsignedPayload is for services that sign as S3; set SignsAsStorage as well.";
        }

        if (options.LongestOutage < TimeSpan.Zero || options.LongestOutage > TimeSpan.FromHours(1))
        {
            return "LongestOutage has to be between zero and an hour.";
        }

        return options.MostCallers < 1 || options.LongestKeptBody < 0 || options.MostKeptBytes < options.LongestKeptBody
            ? "MostCallers has to be at least 1, and MostKeptBytes at least LongestKeptBody."
            : null;
    }
}
