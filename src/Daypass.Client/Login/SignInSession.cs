using System.Globalization;
using Daypass.Client.Credentials;
using Daypass.Client.Faults;
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
    public Outcome<AwsCredentials> ByToken(string role, string? sessionName, string token) => Ask(
        AssumeRoleWithWebIdentityRequest.Operation,
        new MapValue().Set("RoleArn", role).Set("RoleSessionName", SessionName.Of(sessionName, settings.Surroundings)).Set("WebIdentityToken", token),
        role);

    /// <summary>The session of a role that a SAML response offers.</summary>
    public Outcome<AwsCredentials> ByResponse(OfferedRole role, SamlResponse response) => Ask(
        AssumeRoleWithSamlRequest.Operation,
        new MapValue().Set("RoleArn", role.RoleArn).Set("PrincipalArn", role.PrincipalArn).Set("SAMLAssertion", response.Base64),
        role.RoleArn);

    private Outcome<AwsCredentials> Ask(OperationDescription operation, MapValue parameters, string role)
    {
        if (Seconds is not null)
        {
            if (!int.TryParse(Seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            {
                return ClientFault.Usage($"'{Seconds}' is no number of seconds.");
            }

            parameters.Set("DurationSeconds", Value.Of((long)seconds));
        }

        if (settings.Profile is { } profile && SessionShape.TakePolicies(parameters, profile, settings.Surroundings) is { } fault)
        {
            return fault;
        }

        return new SessionRequest(settings, tools, operation, parameters) { Source = "role " + role }.Call();
    }
}
