using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Daypass.Core.Sealing;

namespace Daypass.Core.Sessions;

/// <summary>The text form of a session: <c>DPS1</c> and the sealed session in base64, without padding characters.</summary>
/// <remarks>The whole text, prefix included, is canonical base64, so that every bit of every character counts. Never longer than
/// <see cref="LongestText"/>.</remarks>
public sealed class SessionToken(TokenSealer sealer)
{
    /// <summary>The first characters of every session token; a scanner can look for them.</summary>
    public const string Prefix = "DPS1";

    /// <summary>The most characters a session token may have.</summary>
    public const int LongestText = 4096;

    private const int PrefixBytes = 3;
    private const int LongestSealed = LongestText / 4 * 3;
    private const int OrdinarySession = 512;

    // "DPS1" read as base64.
    private static ReadOnlySpan<byte> PrefixRead => [0x0C, 0xF4, 0xB5];

    /// <summary>Seals a session.</summary>
    /// <param name="session">The session.</param>
    /// <param name="shortest">The least number of characters, 0 to <see cref="LongestText"/>; a shorter token is padded.</param>
    public SealedSession Seal(Session session, int shortest = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(shortest, LongestText);
        var writer = new SessionWriter(stackalloc byte[OrdinarySession]);
        try
        {
            SessionCodec.Write(ref writer, session);
            var wanted = Math.Max(PrefixBytes + TokenSealer.Overhead + writer.Length, (shortest + 3) / 4 * 3);
            var length = (wanted + 2) / 3 * 3;
            if (length > LongestSealed)
            {
                return new SealedSession(null, length / 3 * 4);
            }

            writer.Zeros(length - PrefixBytes - TokenSealer.Overhead - writer.Length);
            return new SealedSession(Text(writer.Written, session.IssuedAt, length), length / 3 * 4);
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>Opens a token; reads the ring again when the token names a key that is not known here.</summary>
    /// <param name="text">Anything a caller sent.</param>
    /// <param name="cancelled">Ends the waiting for the database.</param>
    public ValueTask<OpenedSession> Open(string text, CancellationToken cancelled)
    {
        var opened = Open(text);
        return opened.Outcome == OpenOutcome.UnknownKey ? Again(text, opened, cancelled) : new ValueTask<OpenedSession>(opened);
    }

    /// <summary>Opens a token with the ring as it is known here.</summary>
    public OpenedSession Open(ReadOnlySpan<char> text)
    {
        if (text.Length > LongestText || text.Length % 4 != 0 || !text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return new OpenedSession(OpenOutcome.Malformed, null, 0);
        }

        var buffer = ArrayPool<byte>.Shared.Rent(2 * LongestSealed);
        try
        {
            var plaintext = buffer.AsSpan(LongestSealed);
            // A full count of bytes means that there was no padding and no white space, so there is one text for each token.
            if (!Convert.TryFromBase64Chars(text, buffer, out var length) || length != text.Length / 4 * 3)
            {
                return new OpenedSession(OpenOutcome.Malformed, null, 0);
            }

            var opening = sealer.Open(SealingPurpose.SessionToken, default, buffer.AsSpan(PrefixBytes, length - PrefixBytes), plaintext);
            var session = opening.Succeeded ? SessionCodec.Read(plaintext[..opening.Length], opening.IssuedAt) : null;
            plaintext.Clear();

            // Genuine, but of a form that only a newer node writes.
            return opening.Succeeded && session is null
                ? new OpenedSession(OpenOutcome.Malformed, null, opening.KeyNumber)
                : new OpenedSession(opening.Outcome, session, opening.KeyNumber);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async ValueTask<OpenedSession> Again(string text, OpenedSession first, CancellationToken cancelled) =>
        await sealer.Ring.ReloadFor(first.KeyNumber, cancelled) ? Open(text.AsSpan()) : first;

    private string Text(ReadOnlySpan<byte> plaintext, DateTimeOffset issuedAt, int length)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(length);
        PrefixRead.CopyTo(bytes);
        sealer.Seal(SealingPurpose.SessionToken, issuedAt, default, plaintext, bytes.AsSpan(PrefixBytes));
        var text = Convert.ToBase64String(bytes.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(bytes);
        return text;
    }
}

/// <summary>A sealed session.</summary>
/// <param name="Text">The token; null when it would be longer than <see cref="SessionToken.LongestText"/>.</param>
/// <param name="Size">How many characters it has or would have: <c>SessionTokenSize</c>.</param>
public readonly record struct SealedSession(string? Text, int Size)
{
    /// <summary>False when the session is too large.</summary>
    [MemberNotNullWhen(true, nameof(Text))]
    public bool Fits => Text is not null;

    /// <summary>The share of the greatest size in percent, rounded up: <c>SessionTokenUtilization</c>; above 100 when it does not fit.</summary>
    public int Utilization => (Size * 100 + SessionToken.LongestText - 1) / SessionToken.LongestText;
}

/// <summary>The result of opening a session token.</summary>
/// <param name="Outcome">Whether it opened, else why not; for the log.</param>
/// <param name="Session">The session when it opened; whether it has expired is for the caller to say.</param>
/// <param name="KeyNumber">The number of the ring key it names, for the audit; 0 when it names none.</param>
public readonly record struct OpenedSession(OpenOutcome Outcome, Session? Session, int KeyNumber)
{
    /// <summary>True when there is a session.</summary>
    [MemberNotNullWhen(true, nameof(Session))]
    public bool Succeeded => Session is not null;
}
