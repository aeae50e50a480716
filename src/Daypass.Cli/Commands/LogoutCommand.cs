using Daypass.Cli.Arguments;
using Daypass.Cli.Context;
using Daypass.Client.Cache;
using Daypass.Client.Credentials;
using Daypass.Client.Errors;

namespace Daypass.Cli.Commands;

/// <summary><c>daypass logout</c>: forgets the sign-in of a profile and every session that was made for it.</summary>
internal static class LogoutCommand
{
    /// <summary>Runs the command.</summary>
    public static ClientResult<int> Run(CommandContext context, ParsedArguments arguments)
    {
        var settings = context.Settings;
        var cache = SessionCache.Open(settings.Environment);
        var count = 0;
        if (SignInCredentials.AppliesTo(settings.Profile))
        {
            var key = SignInCredentials.CreateKey(settings);
            if (!key.Succeeded)
            {
                return key.Error;
            }

            count += cache.Remove(key.Value) ? 1 : 0;
        }

        count += cache.Clear(settings.ProfileName);
        context.Terminal.Error.Write($"{count} session{(count == 1 ? string.Empty : "s")} of profile {settings.ProfileName} forgotten on this machine.\n");
        if (settings.Profile?.Get("sso_session") is not null || settings.Profile?.Get("sso_start_url") is not null)
        {
            context.Terminal.Error.Write("The sign-in at the identity center is that of aws: \"aws sso logout\" ends it.\n");
        }
        else if (settings.Profile?.Get("login_session") is not null)
        {
            context.Terminal.Error.Write("The login session is that of aws: \"aws logout\" ends it.\n");
        }

        return 0;
    }
}
