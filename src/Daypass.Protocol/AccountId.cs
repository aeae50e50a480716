using System.Globalization;
using System.Security.Cryptography;

namespace Daypass.Protocol;

/// <summary>An account number: twelve decimal digits, leading zeros kept.</summary>
public readonly record struct AccountId : IComparable<AccountId>, ISpanFormattable, IUtf8SpanFormattable
{
    /// <summary>How many digits every account number has.</summary>
    public const int Length = 12;

    private const long Limit = 1_000_000_000_000;

    private AccountId(long number) => Number = number;

    /// <summary>The account as a number, 0 to 999,999,999,999.</summary>
    public long Number { get; }

    /// <summary>The account of that number; null when it has more than twelve digits or is negative.</summary>
    public static AccountId? FromNumber(long number) => number is >= 0 and < Limit ? new AccountId(number) : null;

    /// <summary>A random account number whose first digit is not zero, so that no tool drops it.</summary>
    public static AccountId NewRandom()
    {
        const ulong Span = 900_000_000_000;
        const ulong FairBelow = ulong.MaxValue - (ulong.MaxValue % Span);
        Span<byte> random = stackalloc byte[sizeof(ulong)];
        ulong drawn;
        do
        {
            RandomNumberGenerator.Fill(random);
            drawn = BitConverter.ToUInt64(random);
        }
        while (drawn >= FairBelow);
        return new AccountId(100_000_000_000 + (long)(drawn % Span));
    }

    /// <summary>Reads exactly twelve ASCII digits.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out AccountId account)
    {
        account = default;
        if (text.Length != Length)
        {
            return false;
        }

        var number = 0L;
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return false;
            }

            number = (number * 10) + (digit - '0');
        }

        account = new AccountId(number);
        return true;
    }

    /// <summary>Reads exactly twelve ASCII digits, or throws: for text that this program wrote itself.</summary>
    /// <exception cref="FormatException">The text is not twelve digits.</exception>
    public static AccountId Parse(string text) =>
        TryParse(text, out var account) ? account : throw new FormatException("An account number is twelve digits.");

    /// <inheritdoc/>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format = default, IFormatProvider? provider = null) =>
        Number.TryFormat(destination, out charsWritten, "D12", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public bool TryFormat(Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format = default, IFormatProvider? provider = null) =>
        Number.TryFormat(utf8Destination, out bytesWritten, "D12", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public int CompareTo(AccountId other) => Number.CompareTo(other.Number);

    public static bool operator <(AccountId left, AccountId right) => left.CompareTo(right) < 0;

    public static bool operator >(AccountId left, AccountId right) => left.CompareTo(right) > 0;

    public static bool operator <=(AccountId left, AccountId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(AccountId left, AccountId right) => left.CompareTo(right) >= 0;

    /// <summary>The twelve digits.</summary>
    public override string ToString() => Number.ToString("D12", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public string ToString(string? format, IFormatProvider? formatProvider) => ToString();
}
