using Daypass.Core.Authorization;

namespace Daypass.Core.Verification;

/// <summary>A permission of the daypass service that is asked about a resource.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="On">The ARN with variables.</param>
internal sealed record VerificationPermission(string Operation, string On) : Permission("daypass:" + Operation)
{
    /// <inheritdoc/>
    public override string Resource => On;
}
