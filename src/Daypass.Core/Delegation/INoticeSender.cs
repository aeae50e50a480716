namespace Daypass.Core.Delegation;

/// <summary>Posts a notice to a webhook; the host has the HTTP client.</summary>
public interface INoticeSender
{
    /// <summary>True when the receiver answered that it has the notice.</summary>
    /// <param name="url">Where.</param>
    /// <param name="body">The notice in JSON.</param>
    /// <param name="signature">The value of the <c>Daypass-Signature</c> header.</param>
    /// <param name="cancelled">Gives up.</param>
    Task<bool> Send(Uri url, ReadOnlyMemory<byte> body, string signature, CancellationToken cancelled);
}
