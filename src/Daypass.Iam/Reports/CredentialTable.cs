using System.Globalization;
using System.Text;

namespace Daypass.Iam.Reports;

/// <summary>Writes the credential report's table (IAM User Guide, "Generate credential reports").</summary>
internal sealed class CredentialTable(IamServices iam)
{
    /// <summary>How many access keys the table has columns for.</summary>
    private const int Keys = 2;

    /// <summary>How many signing certificates it has columns for.</summary>
    private const int Certificates = 2;

    private const string NotApplicable = "N/A";
    private const string NotSupported = "not_supported";

    private const string Header =
        "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active," +
        "access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service," +
        "access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service," +
        "cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated";

    /// <summary>The whole table, root first.</summary>
    public async ValueTask<byte[]> Write(OperationContext context)
    {
        var text = new StringBuilder(Header);
        var account = await iam.Store.OwnAccount(context);
        await Row(text, "<root_account>", iam.Arns.Root(account.Id), account.CreatedAt, account.Id, account.RootLogin, account, context);
        await foreach (var user in iam.Store.All<User>(account.Id, context.Cancelled))
        {
            await Row(text, user.Name, iam.Arns.For(user), user.CreatedAt, user.Id, user.Login, account, context);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private async ValueTask Row(
        StringBuilder text, string name, string arn, DateTimeOffset created, string ownerId, LoginProfile? login, Account account, OperationContext context)
    {
        var cells = new List<string> { name, arn, Time(created), Flag(login is not null) };
        var next = login is not null && account.PasswordPolicy?.MaxAgeDays is { } days ? Time(login.PasswordChangedAt.AddDays(days)) : NotApplicable;
        cells.Add(login is null ? NotApplicable : "no_information");

        // Of root's password the guide says that these two are always not_supported.
        cells.AddRange(ownerId == account.Id ? [NotSupported, NotSupported] : [login is null ? NotApplicable : Time(login.PasswordChangedAt), next]);
        cells.Add(Flag(await iam.Store.CountReferrers(account.Id, Relation.Owner, ownerId, context.Cancelled) > 0));
        var keys = await iam.Store.Referrers<AccessKey>("", Relation.Owner, ownerId, "/", "", Keys, context.Cancelled);
        for (var index = 0; index < Keys; index++)
        {
            if (index < keys.Count)
            {
                var use = await iam.Uses.Find(keys[index].Id, context.Cancelled);
                cells.AddRange([
                    Flag(keys[index].Active), Time(keys[index].CreatedAt),
                    use is { } known ? Time(known.At) : NotApplicable, use?.Region ?? NotApplicable, use?.Service ?? NotApplicable]);
            }
            else
            {
                cells.AddRange([Flag(false), NotApplicable, NotApplicable, NotApplicable, NotApplicable]);
            }
        }

        var certificates = await iam.Store.Referrers<SigningCertificate>(account.Id, Relation.Credential, ownerId, "/", "", Certificates, context.Cancelled);
        for (var index = 0; index < Certificates; index++)
        {
            cells.AddRange(index < certificates.Count
                ? [Flag(certificates[index].Active), Time(certificates[index].UploadedAt)]
                : [Flag(false), NotApplicable]);
        }

        text.Append('\n').AppendJoin(',', cells.Select(Quoted));
    }

    // Names may hold commas; they never hold quotes.
    private static string Quoted(string cell) => cell.Contains(',', StringComparison.Ordinal) ? $"\"{cell}\"" : cell;

    private static string Flag(bool value) => value ? "true" : "false";

    private static string Time(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
