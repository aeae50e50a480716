using System.Globalization;
using Daypass.Cli.Arguments;
using Daypass.Cli.Context;
using Daypass.Client;
using Daypass.Client.Cache;
using Daypass.Client.Credentials;
using Daypass.Client.Errors;
using Daypass.Client.Http;
using Daypass.Client.Login;

namespace Daypass.Cli.Commands;

/// <summary><c>daypass login</c>: a sign-in at an OpenID Connect or SAML provider becomes the session of a role, stored for the profile.</summary>
internal sealed class LoginCommand
{
    /// <summary>The options.</summary>
    public static readonly OptionRule[] Options =
    [
        .. CommandContext.Options,
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

    private readonly CommandContext _context;
    private readonly ParsedArguments _arguments;

    private LoginCommand(CommandContext context, ParsedArguments arguments) => (_context, _arguments) = (context, arguments);

    /// <summary>Runs the command.</summary>
    public static ClientResult<int> Run(CommandContext context, ParsedArguments arguments) => new LoginCommand(context, arguments).Run();

    private ClientResult<int> Run()
    {
        var profile = _context.Settings.Profile;
        var isStored = profile is not null && SignInCredentials.AppliesTo(profile);
        if (!isStored && _arguments.GetValue("--export") is null && _arguments.GetValue("--save") is null)
        {
            return ClientError.Usage("The session would have nowhere to go: name a profile with oidc_issuer or saml_url, or give --export or --save.");
        }

        var tools = _context.CreateCredentialTools();
        if (!tools.Succeeded)
        {
            return tools.Error;
        }

        var exchange = new SignInSession(_context.Settings, tools.Value) { Seconds = FindSetting("--duration-seconds", "duration_seconds") };
        var session = FindSetting("--issuer", "oidc_issuer") is { } issuer ? SignInWithOidc(exchange, issuer) : SignInWithSaml(exchange);
        if (!session.Succeeded)
        {
            return session.Error;
        }

        _context.Terminal.Error.Write($"Signed in: {session.Value.Source}, until {CredentialFormats.FormatExpiration(session.Value)}.\n");
        if (isStored && StoreSession(tools.Value.Cache, session.Value) is { } error)
        {
            return error;
        }

        if (_arguments.GetValue("--export") is { } format)
        {
            var written = CredentialFormats.Write(format, session.Value);
            if (!written.Succeeded)
            {
                return written.Error;
            }

            _context.Terminal.Out.Write(written.Value);
        }

        return _arguments.GetValue("--save") is { } name ? ProfileCommands.Save(_context, name, session.Value) : 0;
    }

    // What was signed in to with other settings than the profile's must not pass for the profile's session.
    private ClientError? StoreSession(SessionCache cache, AwsCredentials session)
    {
        var profile = _context.Settings.Profile!;
        var own = SignInCredentials.CreateKey(_context.Settings);
        var role = profile.Get("role_arn") is null ? null : FindSetting("--role-arn", "role_arn");
        var made = SignInCredentials.CreateKey(
            _context.Settings,
            FindSetting("--issuer", "oidc_issuer"),
            FindSetting("--client-id", "oidc_client_id"),
            FindSetting("--saml-url", "saml_url"),
            role);
        if (!own.Succeeded || !made.Succeeded)
        {
            return own.Error ?? made.Error;
        }

        if (own.Value == made.Value)
        {
            cache.Store(own.Value, session, _context.Settings.ProfileName);
        }
        else
        {
            _context.Terminal.Error.Write($"It is not kept for profile {profile.Name}, which asks for another one.\n");
        }

        return null;
    }

    private ClientResult<AwsCredentials> SignInWithOidc(SignInSession exchange, string issuer)
    {
        if (FindSetting("--client-id", "oidc_client_id") is not { } clientId)
        {
            return ClientError.Usage("A sign-in at an OpenID Connect provider needs --client-id, or oidc_client_id in the profile.");
        }

        if (FindSetting("--role-arn", "role_arn") is not { } role)
        {
            return ClientError.Usage("A sign-in needs the role it is for: --role-arn, or role_arn in the profile.");
        }

        var environment = _context.Settings.Environment;
        var client = new OidcClient(clientId, FindSetting("--scopes", "oidc_scopes") ?? "openid")
        {
            Secret = _context.Settings.Profile?.Get("oidc_client_secret"),
        };
        var provider = SignInProvider.Discover(issuer, new SocketSender(), environment);
        if (!provider.Succeeded)
        {
            return provider.Error;
        }

        var port = ParsePort(0);
        if (!port.Succeeded)
        {
            return port.Error;
        }

        var token = _arguments.Has("--device-code")
            ? new DeviceSignIn(provider.Value, client, environment).Run(ShowCode)
            : new BrowserSignIn(provider.Value, client, environment).Run(port.Value, Patience, Open);
        return token.Succeeded ? exchange.AssumeWithToken(role, FindSetting("--role-session-name", "role_session_name"), token.Value) : token.Error;
    }

    private ClientResult<AwsCredentials> SignInWithSaml(SignInSession exchange)
    {
        var response = GetSamlResponse();
        if (!response.Succeeded)
        {
            return response.Error;
        }

        var role = RoleChoice.Pick(_context.Terminal, response.Value.Roles, FindSetting("--role-arn", "role_arn"));
        return role.Succeeded ? exchange.AssumeWithResponse(role.Value, response.Value) : role.Error;
    }

    private ClientResult<SamlResponse> GetSamlResponse()
    {
        if (_arguments.GetValue("--saml-response") is { } file)
        {
            try
            {
                return SamlResponse.Parse(file == "-" ? ReadPasted() : File.ReadAllText(_context.Settings.Environment.ExpandPath(file)));
            }
            catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
            {
                return ClientError.General($"The SAML response cannot be read: {missing.Message}");
            }
        }

        if (!Uri.TryCreate(FindSetting("--saml-url", "saml_url"), UriKind.Absolute, out var begin))
        {
            return ClientError.Usage(
                "A sign-in needs an identity provider: oidc_issuer or saml_url in the profile, --issuer or --saml-url on the command line.");
        }

        var port = ParsePort(SamlPort);
        if (!port.Succeeded)
        {
            return port.Error;
        }

        var listening = BrowserCallback.Start(port.Value, "/saml", static fields => fields.ContainsKey("SAMLResponse"), _context.Settings.Environment.Trace);
        if (!listening.Succeeded)
        {
            return listening.Error;
        }

        using var waiting = listening.Value;
        _context.Terminal.Error.Write(
            $"Waiting for the identity provider to post its response to {waiting.Address}. One that goes elsewhere can be pasted: daypass login "
            + "--saml-response -\n");
        Open(begin);
        var posted = waiting.Wait(Patience);
        return posted.Succeeded ? SamlResponse.Parse(posted.Value["SAMLResponse"]) : posted.Error;
    }

    private string ReadPasted()
    {
        if (!_context.Terminal.InputIsTerminal)
        {
            return _context.Terminal.In().ReadToEnd();
        }

        return _context.Terminal.Ask("Paste the SAMLResponse and press Enter: ") ?? string.Empty;
    }

    private string? FindSetting(string option, string key) => _arguments.GetValue(option) ?? _context.Settings.Profile?.Get(key);

    private ClientResult<int> ParsePort(int usual) => _arguments.GetValue("--port") is not { } text ? usual
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 0 and <= 65535 ? port
        : ClientError.Usage($"'{text}' is no port.");

    private void ShowCode(string address, string code, string? complete)
    {
        _context.Terminal.Error.Write($"Open {address} and enter the code {code}.\n");
        if (complete is not null && !_arguments.Has("--no-browser"))
        {
            Browser.Open(complete, _context.Settings.Environment);
        }
    }

    private void Open(Uri address)
    {
        _context.Terminal.Error.Write($"Sign in at {address.AbsoluteUri}\n");
        if (!_arguments.Has("--no-browser"))
        {
            Browser.Open(address.AbsoluteUri, _context.Settings.Environment);
        }
    }
}
