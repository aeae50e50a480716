using System.Globalization;
using Daypass.Cli.Aws;
using Daypass.Client.Credentials;
using Daypass.Client.Faults;
using Daypass.Client.Http;
using Daypass.Client.Login;
using Daypass.Client.Values;
using Daypass.Protocol;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Sts;

namespace Daypass.Cli.Commands;

/// <summary><c>daypass login</c>: a sign-in at an OpenID Connect or SAML provider becomes the session of a role, kept for the profile.</summary>
internal sealed class LoginCommand
{
    /// <summary>The options.</summary>
    public static readonly OptionRule[] Options =
    [
        .. RunContext.Options,
        new("--issuer") { Summary = "The OpenID Connect provider; oidc_issuer in the profile." },
        new("--client-id") { Summary = "What this program is to the provider; oidc_client_id in the profile." },
        new("--scopes") { Summary = "The scopes to ask for; oidc_scopes in the profile, openid by default." },
        new("--device-code", OptionArity.Flag) { Summary = "Sign in by a code on another device instead of a browser here." },
        new("--saml-url") { Summary = "Where the SAML identity provider begins; saml_url in the profile." },
        new("--saml-response") { Summary = "A file with a SAMLResponse in base64; - for standard input." },
        new("--role-arn") { Summary = "The role; role_arn in the profile." },
        new("--role-session-name") { Summary = "The name of the session; role_session_name in the profile." },
        new("--duration-seconds") { Summary = "How long the session lasts; duration_seconds in the profile." },
        new("--port") { Summary = "The loopback port the browser comes back to." },
        new("--no-browser", OptionArity.Flag) { Summary = "Print the address instead of opening a browser." },
        new("--save") { Summary = "Write the session into the credentials file under this name too." },
        new("--export") { Choices = CredentialFormats.All, Summary = "Print the session in this format." },
    ];

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private const int SamlPort = 35002;

    private readonly RunContext context;
    private readonly ParsedArguments arguments;

    private LoginCommand(RunContext context, ParsedArguments arguments) => (this.context, this.arguments) = (context, arguments);

    /// <summary>Runs the command.</summary>
    public static int Run(Terminal terminal, ParsedArguments arguments)
    {
        var context = RunContext.Of(terminal, arguments, arguments.Word);
        return context.Succeeded ? new LoginCommand(context.Value, arguments).Run() : FaultPrinting.Print(terminal, null, context.Fault);
    }

    private int Run()
    {
        var session = Setting("--issuer", "oidc_issuer") is { } issuer ? ByOidc(issuer) : BySaml();
        if (!session.Succeeded)
        {
            return context.Fail(session.Fault);
        }

        var profile = context.Settings.Profile;
        if (profile is not null && SignInCredentials.AppliesTo(profile))
        {
            var tools = context.CredentialTools();
            if (!tools.Succeeded)
            {
                return context.Fail(tools.Fault);
            }

            tools.Value.Cache.Keep(SignInCredentials.KeyOf(profile), session.Value);
        }

        context.Terminal.Error.Write($"Signed in: {session.Value.Source}, until {CredentialFormats.Expiration(session.Value)}.\n");
        if (arguments.One("--export") is { } format)
        {
            context.Terminal.Out.Write(CredentialFormats.Write(format, session.Value));
        }

        return arguments.One("--save") is { } name ? ProfileCommands.Save(context, name, session.Value) : 0;
    }

    private Outcome<AwsCredentials> ByOidc(string issuer)
    {
        if (Setting("--client-id", "oidc_client_id") is not { } clientId)
        {
            return ClientFault.Usage("A sign-in at an OpenID Connect provider needs --client-id, or oidc_client_id in the profile.");
        }

        if (Setting("--role-arn", "role_arn") is not { } role)
        {
            return ClientFault.Usage("A sign-in needs the role it is for: --role-arn, or role_arn in the profile.");
        }

        var surroundings = context.Settings.Surroundings;
        var client = new OidcClient(clientId, Setting("--scopes", "oidc_scopes") ?? "openid") { Secret = context.Settings.Profile?.Get("oidc_client_secret") };
        var provider = OidcProvider.Discover(issuer, new SocketSender(), surroundings);
        if (!provider.Succeeded)
        {
            return provider.Fault;
        }

        var port = Port(0);
        if (!port.Succeeded)
        {
            return port.Fault;
        }

        var token = arguments.Has("--device-code")
            ? new DeviceSignIn(provider.Value, client, surroundings).Run(ShowCode)
            : new BrowserSignIn(provider.Value, client, surroundings).Run(port.Value, Patience, Open);
        if (!token.Succeeded)
        {
            return token.Fault;
        }

        var parameters = new MapValue().Set("RoleArn", role).Set("RoleSessionName", SessionName()).Set("WebIdentityToken", token.Value);
        return Assume(AssumeRoleWithWebIdentityRequest.Operation, parameters, role);
    }

    private Outcome<AwsCredentials> BySaml()
    {
        var response = Response();
        if (!response.Succeeded)
        {
            return response.Fault;
        }

        var role = RoleChoice.Pick(context.Terminal, response.Value.Roles, Setting("--role-arn", "role_arn"));
        if (!role.Succeeded)
        {
            return role.Fault;
        }

        var parameters = new MapValue()
            .Set("RoleArn", role.Value.RoleArn)
            .Set("PrincipalArn", role.Value.PrincipalArn)
            .Set("SAMLAssertion", response.Value.Base64);
        return Assume(AssumeRoleWithSamlRequest.Operation, parameters, role.Value.RoleArn);
    }

    private Outcome<SamlResponse> Response()
    {
        if (arguments.One("--saml-response") is { } file)
        {
            try
            {
                return SamlResponse.Read(file == "-" ? context.Terminal.In().ReadToEnd() : File.ReadAllText(context.Settings.Surroundings.Expand(file)));
            }
            catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
            {
                return ClientFault.General($"The SAML response cannot be read: {missing.Message}");
            }
        }

        if (!Uri.TryCreate(Setting("--saml-url", "saml_url"), UriKind.Absolute, out var begin))
        {
            return ClientFault.Usage("A sign-in needs an identity provider: oidc_issuer or saml_url in the profile, --issuer or --saml-url on the command line.");
        }

        var port = Port(SamlPort);
        if (!port.Succeeded)
        {
            return port.Fault;
        }

        var listening = LoopbackListener.Start(port.Value);
        if (!listening.Succeeded)
        {
            return listening.Fault;
        }

        using var listener = listening.Value;
        context.Terminal.Error.Write($"Waiting for the identity provider to post its response to {listener.Address("/saml")}.\n");
        Open(begin);
        var posted = listener.Wait("/saml", Patience, static fields => fields.ContainsKey("SAMLResponse"));
        return posted.Succeeded ? SamlResponse.Read(posted.Value["SAMLResponse"]) : posted.Fault;
    }

    private Outcome<AwsCredentials> Assume(OperationDescription operation, MapValue parameters, string role)
    {
        if (Setting("--duration-seconds", "duration_seconds") is { } text)
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            {
                return ClientFault.Usage($"'{text}' is no number of seconds.");
            }

            parameters.Set("DurationSeconds", Value.Of((long)seconds));
        }

        var answer = context.Call(operation, parameters, null);
        if (!answer.Succeeded)
        {
            return answer.Fault;
        }

        var given = answer.Value.Result.Find("Credentials");
        return given?.FindText("AccessKeyId") is { } id && given.FindText("SecretAccessKey") is { } secret && given.FindText("SessionToken") is { } token
            && DateTimeOffset.TryParse(given.FindText("Expiration"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end)
            ? new AwsCredentials(id, Secret.FromText(secret), "role " + role) { SessionToken = Secret.FromText(token), Expiration = end }
            : ClientFault.General($"The answer to {operation.Name} holds no credentials.");
    }

    private string? Setting(string option, string key) => arguments.One(option) ?? context.Settings.Profile?.Get(key);

    private string SessionName() => Client.Credentials.SessionName.Of(Setting("--role-session-name", "role_session_name"), context.Settings.Surroundings);

    private Outcome<int> Port(int usual) => arguments.One("--port") is not { } text ? usual
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 0 and <= 65535 ? port
        : ClientFault.Usage($"'{text}' is no port.");

    private void ShowCode(string address, string code, string? complete)
    {
        context.Terminal.Error.Write($"Open {address} and enter the code {code}.\n");
        if (complete is not null && !arguments.Has("--no-browser"))
        {
            Browser.Open(complete, context.Settings.Surroundings);
        }
    }

    private void Open(Uri address)
    {
        context.Terminal.Error.Write($"Sign in at {address.AbsoluteUri}\n");
        if (!arguments.Has("--no-browser"))
        {
            Browser.Open(address.AbsoluteUri, context.Settings.Surroundings);
        }
    }
}
