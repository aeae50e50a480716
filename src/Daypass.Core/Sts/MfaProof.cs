using Daypass.Core.Directory;
using Daypass.Core.Mfa;
using Daypass.Core.Requests;
using Daypass.Protocol.Errors;

namespace Daypass.Core.Sts;

/// <summary>Reads SerialNumber and TokenCode of AssumeRole and GetSessionToken: both or none, and only a user or root has a device.</summary>
internal static class MfaProof
{
    /// <summary>True when a device was proven, false when none was named; else the refusal.</summary>
    public static async ValueTask<Result<bool>> Verify(MfaVerifier mfa, string? serial, string? code, OperationContext context)
    {
        if (serial is null && code is null)
        {
            return false;
        }

        if (serial is null)
        {
            return Missing("serialNumber");
        }

        if (code is null)
        {
            return Missing("tokenCode");
        }

        var caller = context.Caller;
        if (OwnerOf(caller) is not { } owner)
        {
            return StsErrors.WrongMfaDevice() with { Reason = Reasons.MfaNotForSessions.Text };
        }

        if (await mfa.Verify(caller.Account, owner, serial, code, context.Now, context.Cancelled) is { } refusal)
        {
            return refusal;
        }

        context.Keys.Add("aws:MultiFactorAuthPresent", "true");
        context.Keys.Add("aws:MultiFactorAuthAge", "0");
        return true;
    }

    private static AwsError Missing(string lowerCamelName) =>
        CommonErrors.ValidationError($"1 validation error detected: Value null at '{lowerCamelName}' failed to satisfy constraint: Member must not be null");

    private static string? OwnerOf(Caller caller) => caller.Kind switch
    {
        CallerKind.User or CallerKind.UserSession => caller.User?.User.Id ?? caller.Account,
        CallerKind.Root => caller.Account,
        _ => null,
    };
}
