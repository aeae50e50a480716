using System.Globalization;
using System.Text;
using Daypass.Cli.Interaction;
using Daypass.Client.Errors;
using Daypass.Client.Login;

namespace Daypass.Cli.Commands;

/// <summary>Picks one of the roles a SAML response offers.</summary>
internal static class RoleChoice
{
    /// <summary>The role that was requested, the only one there is, or the one a user picks.</summary>
    public static ClientResult<OfferedRole> Pick(Terminal terminal, IReadOnlyList<OfferedRole> roles, string? wanted)
    {
        foreach (var role in roles)
        {
            if (role.RoleArn == wanted)
            {
                return role;
            }
        }

        if (wanted is not null)
        {
            return ClientError.General($"The SAML response does not offer {wanted}, but:\n{Listed(roles)}");
        }

        if (roles.Count == 1)
        {
            return roles[0];
        }

        if (!terminal.InputIsTerminal)
        {
            return ClientError.Usage($"The SAML response offers several roles; pick one with --role-arn:\n{Listed(roles)}");
        }

        var typed = terminal.Ask($"{Listed(roles)}Role: ");
        return int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= roles.Count
            ? roles[number - 1]
            : ClientError.Usage($"'{typed}' is none of the numbers.");
    }

    private static string Listed(IReadOnlyList<OfferedRole> roles)
    {
        var text = new StringBuilder();
        for (var index = 0; index < roles.Count; index++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {index + 1}) {roles[index].RoleArn}\n");
        }

        return text.ToString();
    }
}
