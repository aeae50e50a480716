using System.Globalization;
using Daypass.Cli.Aws;
using Daypass.Client.Cache;
using Daypass.Client.Credentials;
using Daypass.Client.Faults;
using Daypass.Client.Http;
using Daypass.Client.Login;

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

    private readonly RunContext _context;
    private readonly ParsedArguments _arguments;

    private LoginCommand(RunContext context, ParsedArguments arguments) => (_context, _arguments) = (context, arguments);

    /// <summary>Runs the command.</summary>
    public static int Run(Terminal terminal, ParsedArguments arguments)
    {
        var context = RunContext.Of(terminal, arguments, arguments.Word);
        return context.Succeeded ? new LoginCommand(context.Value, arguments).Run() : FaultPrinting.Print(terminal, null, context.Fault);
    }

    private int Run()
    {
        var profile = _context.Settings.Profile;
        var isKept = profile is not null && SignInCredentials.AppliesTo(profile);
        if (!isKept && _arguments.One("--export") is null && _arguments.One("--save") is null)
        {
            return _context.Fail(ClientFault.Usage("The session would have nowhere to go: name a profile with oidc_issuer or saml_url, or give --export or --save."));
        }

        var tools = _context.CredentialTools();
        if (!tools.Succeeded)
        {
            return _context.Fail(tools.Fault);
        }

        var exchange = new SignInSession(_context.Settings, tools.Value) { Seconds = Setting("--duration-seconds", "duration_seconds") };
        var session = Setting("--issuer", "oidc_issuer") is { } issuer ? ByOidc(exchange, issuer) : BySaml(exchange);
        if (!session.Succeeded)
        {
            return _context.Fail(session.Fault);
        }

        _context.Terminal.Error.Write($"Signed in: {session.Value.Source}, until {CredentialFormats.Expiration(session.Value)}.\n");
        if (isKept && Keep(tools.Value.Cache, session.Value) is { } fault)
        {
            return _context.Fail(fault);
        }

        if (_arguments.One("--export") is { } format)
        {
            var written = CredentialFormats.Write(format, session.Value);
            if (!written.Succeeded)
            {
                return _context.Fail(written.Fault);
            }

            _context.Terminal.Out.Write(written.Value);
        }

        return _arguments.One("--save") is { } name ? ProfileCommands.Save(_context, name, session.Value) : 0;
    }

    // What was signed in to with other settings than the profile's must not pass for the profile's session.
    private ClientFault? Keep(SessionCache cache, AwsCredentials session)
    {
        var profile = _context.Settings.Profile!;
        var own = SignInCredentials.KeyOf(_context.Settings);
        var role = profile.Get("role_arn") is null ? null : Setting("--role-arn", "role_arn");
        var made = SignInCredentials.KeyOf(_context.Settings, Setting("--issuer", "oidc_issuer"), Setting("--client-id", "oidc_client_id"), Setting("--saml-url", "saml_url"), role);
        if (!own.Succeeded || !made.Succeeded)
        {
            return own.Fault ?? made.Fault;
        }

        if (own.Value == made.Value)
        {
            cache.Keep(own.Value, session);
        }
        else
        {
            _context.Terminal.Error.Write($"It is not kept for profile {profile.Name}, which asks for another one.\n");
        }

        return null;
    }

    private Outcome<AwsCredentials> ByOidc(SignInSession exchange, string issuer)
    {
        if (Setting("--client-id", "oidc_client_id") is not { } clientId)
        {
            return ClientFault.Usage("A sign-in at an OpenID Connect provider needs --client-id, or oidc_client_id in the profile.");
        }

        if (Setting("--role-arn", "role_arn") is not { } role)
        {
            return ClientFault.Usage("A sign-in needs the role it is for: --role-arn, or role_arn in the profile.");
        }

        var surroundings = _context.Settings.Surroundings;
        var client = new OidcClient(clientId, Setting("--scopes", "oidc_scopes") ?? "openid") { Secret = _context.Settings.Profile?.Get("oidc_client_secret") };
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

        var token = _arguments.Has("--device-code")
            ? new DeviceSignIn(provider.Value, client, surroundings).Run(ShowCode)
            : new BrowserSignIn(provider.Value, client, surroundings).Run(port.Value, Patience, Open);
        return token.Succeeded ? exchange.ByToken(role, Setting("--role-session-name", "role_session_name"), token.Value) : token.Fault;
    }

    private Outcome<AwsCredentials> BySaml(SignInSession exchange)
    {
        var response = Response();
        if (!response.Succeeded)
        {
            return response.Fault;
        }

        var role = RoleChoice.Pick(_context.Terminal, response.Value.Roles, Setting("--role-arn", "role_arn"));
        return role.Succeeded ? exchange.ByResponse(role.Value, response.Value) : role.Fault;
    }

    private Outcome<SamlResponse> Response()
    {
        if (_arguments.One("--saml-response") is { } file)
        {
            try
            {
                return SamlResponse.Read(file == "-" ? Pasted() : File.ReadAllText(_context.Settings.Surroundings.Expand(file)));
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

        var listening = BrowserReturn.Start(port.Value, "/saml", static fields => fields.ContainsKey("SAMLResponse"), _context.Settings.Surroundings.Trace);
        if (!listening.Succeeded)
        {
            return listening.Fault;
        }

        using var waiting = listening.Value;
        _context.Terminal.Error.Write($"Waiting for the identity provider to post its response to {waiting.Address}. One that goes elsewhere can be pasted: daypass login --saml-response -\n");
        Open(begin);
        var posted = waiting.Wait(Patience);
        return posted.Succeeded ? SamlResponse.Read(posted.Value["SAMLResponse"]) : posted.Fault;
    }

    private string Pasted()
    {
        if (!_context.Terminal.InputIsTerminal)
        {
            return _context.Terminal.In().ReadToEnd();
        }

        return _context.Terminal.Ask("Paste the SAMLResponse and press Enter: ") ?? string.Empty;
    }

    private string? Setting(string option, string key) => _arguments.One(option) ?? _context.Settings.Profile?.Get(key);

    private Outcome<int> Port(int usual) => _arguments.One("--port") is not { } text ? usual
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 0 and <= 65535 ? port
        : ClientFault.Usage($"'{text}' is no port.");

    private void ShowCode(string address, string code, string? complete)
    {
        _context.Terminal.Error.Write($"Open {address} and enter the code {code}.\n");
        if (complete is not null && !_arguments.Has("--no-browser"))
        {
            Browser.Open(complete, _context.Settings.Surroundings);
        }
    }

    private void Open(Uri address)
    {
        _context.Terminal.Error.Write($"Sign in at {address.AbsoluteUri}\n");
        if (!_arguments.Has("--no-browser"))
        {
            Browser.Open(address.AbsoluteUri, _context.Settings.Surroundings);
        }
    }
}
