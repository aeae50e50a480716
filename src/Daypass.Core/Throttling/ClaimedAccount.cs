using Daypass.Protocol.Forms;

namespace Daypass.Core.Throttling;

/// <summary>The account that an unsigned request is about: that of the role it names, whether or not there is one.</summary>
internal static class ClaimedAccount
{
    /// <summary>How many digits an account has.</summary>
    public const int Length = 12;

    private const int FieldsBefore = 4;

    /// <summary>Writes its digits; false when the request names none.</summary>
    /// <param name="form">What was sent.</param>
    /// <param name="account">Gets the digits.</param>
    public static bool TryFind(QueryForm form, Span<char> account)
    {
        if (!form.TryGet("RoleArn"u8, out var arn))
        {
            return false;
        }

        for (var field = 0; field < FieldsBefore; field++)
        {
            var colon = arn.IndexOf((byte)':');
            if (colon < 0)
            {
                return false;
            }

            arn = arn[(colon + 1)..];
        }

        if (arn.Length <= Length || arn[Length] != ':')
        {
            return false;
        }

        for (var index = 0; index < Length; index++)
        {
            if (!char.IsAsciiDigit((char)arn[index]))
            {
                return false;
            }

            account[index] = (char)arn[index];
        }

        return true;
    }
}
