using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Daypass.Protocol;

/// <summary>The sixteen base32 characters inside key and unique ids: one bit set, forty bits of account, thirty-nine random ones.</summary>
internal static class KeyAlphabet
{
    /// <summary>How many characters carry the account and the random bits.</summary>
    public const int BodyLength = 16;

    private const string Characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const ulong AccountMask = (1UL << 40) - 1;

    private static readonly SearchValues<char> Allowed = SearchValues.Create(Characters);

    /// <summary>True when every character is one of <c>A-Z2-7</c>.</summary>
    public static bool IsBase32(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(Allowed);

    /// <summary>Fills sixteen characters with the account and fresh random bits.</summary>
    public static void WriteBody(Span<char> body, AccountId account)
    {
        Span<byte> random = stackalloc byte[sizeof(ulong)];
        RandomSupply.Fill(random);
        var bits = (UInt128.One << 79)
            | ((UInt128)(ulong)account.Number << 39)
            | (BinaryPrimitives.ReadUInt64BigEndian(random) >> 25);
        for (var i = BodyLength - 1; i >= 0; i--)
        {
            body[i] = Characters[(int)(bits & 31)];
            bits >>= 5;
        }
    }

    /// <summary>One more random character, for ids that are a character longer than a key.</summary>
    public static char NewCharacter() => Characters[RandomNumberGenerator.GetInt32(Characters.Length)];

    /// <summary>Reads the account out of sixteen characters; false for ids of the older kind, which carry none.</summary>
    public static bool TryReadAccount(ReadOnlySpan<char> body, out AccountId account)
    {
        account = default;
        if (body.Length != BodyLength || !IsBase32(body))
        {
            return false;
        }

        var bits = UInt128.Zero;
        foreach (var character in body)
        {
            bits = (bits << 5) | (uint)(character >= 'A' ? character - 'A' : character - '2' + 26);
        }

        if (bits >> 79 == 0 || AccountId.FromNumber((long)((ulong)(bits >> 39) & AccountMask)) is not { } found)
        {
            return false;
        }

        account = found;
        return true;
    }
}
