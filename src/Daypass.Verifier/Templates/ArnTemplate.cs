using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Daypass.Protocol;

namespace Daypass.Verifier.Templates;

/// <summary>
/// The ARN of what a request is about, with placeholders that values of the request fill: <c>arn:aws:orders:{region}:{account}:order/{id}</c>. Two different
/// sets of values never give the same ARN, and a value is a name and never a pattern. Safe for any number of threads.
/// </summary>
public sealed class ArnTemplate
{
    /// <summary>CheckAccess takes no longer one.</summary>
    public const int Longest = 2048;

    private const string RegionName = "region";
    private const string AccountName = "account";

    /// <summary>What ends a name in an ARN, what stands for more than itself in a policy, and what another program may decode once more.</summary>
    private static readonly SearchValues<char> UnfitInNames = SearchValues.Create("/:*?%$\\");

    private readonly Piece[] _pieces;

    private ArnTemplate(Piece[] pieces, string text) => (_pieces, Text) = (pieces, text);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>The placeholders that a request has to fill, region and account not among them.</summary>
    public IEnumerable<string> Names => _pieces.Where(static piece => piece.Kind is PieceKind.Name or PieceKind.Rest).Select(static piece => piece.Text);

    /// <summary>Reads a template. <c>{name}</c> is one name, <c>{**name}</c> at the end may be of several, joined by slashes; region and account are those of
    /// the service.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static ArnTemplate Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var pieces = new List<Piece>();
        for (var at = 0; at < text.Length;)
        {
            var open = text.AsSpan(at).IndexOfAny('{', '}');
            if (open < 0)
            {
                pieces.Add(new Piece(PieceKind.Literal, text[at..]));
                break;
            }

            if (open > 0)
            {
                pieces.Add(new Piece(PieceKind.Literal, text.Substring(at, open)));
            }

            var close = text.IndexOf('}', at + open);
            if (text[at + open] != '{' || close < 0)
            {
                throw new FormatException($"The braces of '{text}' do not belong together.");
            }

            pieces.Add(ReadPlaceholder(text.Substring(at + open + 1, close - at - open - 1), text));
            at = close + 1;
        }

        Validate(pieces, text);
        return new ArnTemplate([.. pieces], text);
    }

    /// <summary>The template of a service of this region and account.</summary>
    public ArnTemplate For(string region, string account)
    {
        var bound = new List<Piece>();
        foreach (var piece in _pieces)
        {
            var literal = piece.Kind switch { PieceKind.Region => region, PieceKind.Account => account, PieceKind.Literal => piece.Text, _ => null };
            if (literal is null)
            {
                bound.Add(piece);
            }
            else if (bound is [.., { Kind: PieceKind.Literal } last])
            {
                bound[^1] = new Piece(PieceKind.Literal, last.Text + literal);
            }
            else
            {
                bound.Add(new Piece(PieceKind.Literal, literal));
            }
        }

        return new ArnTemplate([.. bound], Text);
    }

    /// <summary>The ARN of a request.</summary>
    /// <param name="values">What the request fills in.</param>
    /// <param name="arn">The ARN.</param>
    /// <param name="unfit">The placeholder whose value names nothing; null when all do.</param>
    public bool TryFill<TValues>(TValues values, out string arn, out string? unfit)
        where TValues : IArnValues
    {
        arn = "";
        unfit = null;
        var written = new DefaultInterpolatedStringHandler(0, 0, CultureInfo.InvariantCulture, stackalloc char[256]);
        var length = 0;
        foreach (var piece in _pieces)
        {
            if (piece.Kind == PieceKind.Literal)
            {
                written.AppendLiteral(piece.Text);
                length += piece.Text.Length;
                continue;
            }

            // A template that was not bound to a service has no region and no account.
            var value = piece.Kind is PieceKind.Name or PieceKind.Rest ? values.Find(piece.Text) : null;
            length += value?.Length ?? 0;
            if (value is null || length > Longest || !(piece.Kind == PieceKind.Rest ? IsPath(value) : IsName(value)))
            {
                unfit = piece.Text;
                break;
            }

            written.AppendLiteral(value);
        }

        var filled = written.ToStringAndClear();
        arn = unfit is null ? filled : "";
        return unfit is null;
    }

    /// <summary>As it was written.</summary>
    public override string ToString() => Text;

    private static bool IsName(ReadOnlySpan<char> value) =>
        value.Length > 0 && value is not ("." or "..") && !value.ContainsAny(UnfitInNames) && HasOnlyCharacters(value);

    /// <summary>At the end of an ARN nothing follows to be mistaken for. An encoded slash is left by servers as it is, and decoded by some programs.</summary>
    private static bool IsPath(ReadOnlySpan<char> value)
    {
        if (value.Length == 0 || value.Contains("%2f", StringComparison.OrdinalIgnoreCase) || !HasOnlyCharacters(value))
        {
            return false;
        }

        foreach (var range in value.Split('/'))
        {
            if (value[range] is "." or "..")
            {
                return false;
            }
        }

        return true;
    }

    private static bool HasOnlyCharacters(ReadOnlySpan<char> value)
    {
        while (!value.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(value, out var rune, out var length) != OperationStatus.Done
                || Rune.IsControl(rune) || rune.Value is 0xFFFE or 0xFFFF)
            {
                return false;
            }

            value = value[length..];
        }

        return true;
    }

    private static Piece ReadPlaceholder(string name, string text)
    {
        var (kind, word) = name switch
        {
            RegionName => (PieceKind.Region, name),
            AccountName => (PieceKind.Account, name),
            _ when name.StartsWith("**", StringComparison.Ordinal) => (PieceKind.Rest, name[2..]),
            _ => (PieceKind.Name, name),
        };
        return word.Length > 0 && !word.AsSpan().ContainsAnyExcept(NameCharacters)
            ? new Piece(kind, word)
            : throw new FormatException($"'{name}' in '{text}' is not the name of a placeholder.");
    }

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    private static void Validate(List<Piece> pieces, string text)
    {
        var example = string.Concat(pieces.Select(static piece => piece.Kind switch
        {
            PieceKind.Literal => piece.Text,
            PieceKind.Account => "111122223333",
            _ => "x",
        }));
        if (text.Length > Longest || !Arn.TryParse(example, out _))
        {
            throw new FormatException($"'{text}' is not an ARN.");
        }

        var (colons, separated) = (0, true);
        for (var index = 0; index < pieces.Count; index++)
        {
            var piece = pieces[index];
            if (piece.Kind == PieceKind.Literal)
            {
                colons += piece.Text.AsSpan().Count(':');
                separated |= piece.Text.AsSpan().ContainsAny('/', ':');
                continue;
            }

            if (piece.Kind is PieceKind.Region or PieceKind.Account)
            {
                // Both are the service's own and have a length that no request has a say in.
                continue;
            }

            if (colons < 5)
            {
                throw new FormatException($"A request may fill in what follows the account in '{text}', and nothing before it.");
            }

            if (!separated)
            {
                throw new FormatException($"Between two placeholders of '{text}' there has to be a slash or a colon, or two requests could name the same.");
            }

            if (piece.Kind == PieceKind.Rest && index != pieces.Count - 1)
            {
                throw new FormatException($"{{**{piece.Text}}} has to be the end of '{text}'.");
            }

            separated = false;
        }
    }

    private enum PieceKind
    {
        Literal,
        Region,
        Account,
        Name,
        Rest,
    }

    private readonly record struct Piece(PieceKind Kind, string Text);
}
