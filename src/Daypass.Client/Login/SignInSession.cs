using System.Globalization;
using Daypass.Client.Credentials;
using Daypass.Client.Errors;
using Daypass.Client.Profiles;
using Daypass.JmesPath.Values;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Sts;

namespace Daypass.Client.Login;

/// <summary>Turns what an identity provider gave into the session of a role, shaped as the profile says: <c>policy</c>, <c>policy_arns</c>.</summary>
/// <param name="settings">The profile and the machine.</param>
/// <param name="tools">What calling needs.</param>
public sealed class SignInSession(ClientSettings settings, CredentialTools tools)
{
    /// <summary>How many seconds the session is to last, as text; null asks for STS's own hour.</summary>
    public string? Seconds { get; init; }

    /// <summary>The session of a role for an identity token.</summary>
    /// <param name="role">The role's ARN.</param>
    /// <param name="sessionName">The session's name; null makes one of the user's.</param>
    /// <param name="token">The token.</param>
    public ClientResult<AwsCredentials> AssumeWithToken(string role, string? sessionName, string token) => Assume(
        AssumeRoleWithWebIdentityRequest.Operation,
        new MapValue().Set("RoleArn", role).Set("RoleSessionName", SessionName.Choose(sessionName, settings.Environment)).Set("WebIdentityToken", token),
        role);

    /// <summary>The session of a role that a SAML response offers.</summary>
    public ClientResult<AwsCredentials> AssumeWithResponse(OfferedRole role, SamlResponse response) => Assume(
        AssumeRoleWithSamlRequest.Operation,
        new MapValue().Set("RoleArn", role.RoleArn).Set("PrincipalArn", role.PrincipalArn).Set("SAMLAssertion", response.Base64),
        role.RoleArn);

    private ClientResult<AwsCredentials> Assume(OperationDescription operation, MapValue parameters, string role)
    {
        if (Seconds is not null)
        {
            if (!int.TryParse(Seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            {
                return ClientError.Usage($"'{Seconds}' is no number of seconds.");
            }

            parameters.Set("DurationSeconds", Value.From((long)seconds));
        }

        if (settings.Profile is { } profile && SessionParameters.AddPolicies(parameters, profile, settings.Environment) is { } error)
        {
            return error;
        }

        return new SessionRequest(settings, tools, operation, parameters) { Source = "role " + role }.Send();
    }
}
