using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Daypass.Policy.Requests;

namespace Daypass.Policy.Matching;

/// <summary>
/// A compiled pattern of <c>*</c> and <c>?</c>. It is cut at its stars; each piece is sought once from where the last
/// one ended, so no pattern makes a match backtrack over an earlier star.
/// </summary>
internal sealed class Glob
{
    private readonly Piece[] _pieces;
    private readonly int _minimum;
    private readonly string? _exact;
    private readonly string? _prefix;

    private Glob(Piece[] pieces)
    {
        _pieces = pieces;
        foreach (var piece in pieces)
        {
            _minimum += piece.Text.Length;
        }

        // The two shapes nearly all patterns have; the others are matched piece by piece.
        _exact = pieces is [{ Mask: null } only] ? only.Text : null;
        _prefix = pieces is [{ Mask: null } first, { Text.Length: 0 }] ? first.Text : null;
    }

    /// <summary>True for a pattern of stars only.</summary>
    public bool IsAny => _pieces.Length > 1 && _minimum == 0;

    /// <summary>A pattern in which every star and question mark is a wildcard.</summary>
    public static Glob Parse(string pattern) => FromTokens(PatternText.Parse(pattern, variables: false, wildcards: true));

    /// <summary>A pattern whose wildcards are already told apart from literal stars; it must have no variables.</summary>
    public static Glob FromTokens(PatternText text)
    {
        var pieces = new List<Piece>();
        var piece = new List<char>();
        var questions = new List<int>();
        foreach (var token in text.Tokens)
        {
            switch (token.Kind)
            {
                case PatternTokenKind.Star:
                    pieces.Add(Piece.Create(piece, questions));
                    piece.Clear();
                    questions.Clear();
                    break;
                case PatternTokenKind.Question:
                    questions.Add(piece.Count);
                    piece.Add('?');
                    break;
                default:
                    piece.AddRange(token.Text);
                    break;
            }
        }

        pieces.Add(Piece.Create(piece, questions));
        return new Glob(pieces.ToArray());
    }

    /// <summary>Whether the whole of a short text matches: an action, or the leading parts of an ARN.</summary>
    public bool IsMatch(ReadOnlySpan<char> text) => IsMatch(text, null);

    /// <summary>Whether the whole text matches.</summary>
    /// <param name="text">The text.</param>
    /// <param name="request">Pays for places that are tried; false when it has none left. Null for a text whose length is bounded anyway.</param>
    public bool IsMatch(ReadOnlySpan<char> text, AuthorizationRequest? request) =>
        _prefix is not null ? text.StartsWith(_prefix)
        : _exact is not null ? text.SequenceEqual(_exact)
        : IsPiecewiseMatch(text, request, out _);

    /// <summary>Matches piece by piece.</summary>
    /// <param name="text">The text.</param>
    /// <param name="request">Pays for it.</param>
    /// <param name="tried">How many places of the text were tried for a piece between two stars: what a match costs, beside the length of a piece.</param>
    internal bool IsPiecewiseMatch(ReadOnlySpan<char> text, AuthorizationRequest? request, out int tried)
    {
        tried = 0;
        var pieces = _pieces;
        ref readonly var first = ref pieces[0];
        if (pieces.Length == 1)
        {
            return text.Length == first.Text.Length && first.IsAt(text);
        }

        ref readonly var last = ref pieces[^1];
        if (text.Length < _minimum || !first.IsAt(text) || !last.IsAt(text[(text.Length - last.Text.Length)..]))
        {
            return false;
        }

        var rest = text[first.Text.Length..(text.Length - last.Text.Length)];
        for (var i = 1; i < pieces.Length - 1; i++)
        {
            if (request is not null && !request.TrySpend(pieces[i].CostIn(rest.Length)))
            {
                return false;
            }

            var at = pieces[i].FindIn(rest);
            tried += at < 0 ? rest.Length : at + 1;
            if (at < 0)
            {
                return false;
            }

            rest = rest[(at + pieces[i].Text.Length)..];
        }

        return true;
    }

    /// <summary>Text between two stars; where the mask is 0xFFFF any character stands.</summary>
    private readonly struct Piece
    {
        public readonly string Text;
        public readonly ushort[]? Mask;

        private Piece(string text, ushort[]? mask) => (Text, Mask) = (text, mask);

        public static Piece Create(List<char> text, List<int> questions)
        {
            ushort[]? mask = null;
            if (questions.Count > 0)
            {
                mask = new ushort[text.Count];
                foreach (var at in questions)
                {
                    mask[at] = ushort.MaxValue;
                }
            }

            return new Piece(new string(CollectionsMarshal.AsSpan(text)), mask);
        }

        /// <summary>True when the text begins with this piece.</summary>
        public bool IsAt(ReadOnlySpan<char> text) =>
            Mask is null ? text.StartsWith(Text) : text.Length >= Text.Length && FitsMasked(text);

        /// <summary>
        /// The most steps that seeking the piece takes. Without question marks a vector of places is ruled out at a time, and how many have to be
        /// looked at more closely grows with the length of the piece; with them every place is looked at.
        /// </summary>
        public int CostIn(int length) => Mask is null
            ? 1 + (int)Math.Min(int.MaxValue / 2, (long)length * (1 + (Text.Length >> 4)) >> 2)
            : 1 + (int)Math.Min(int.MaxValue / 2, (long)length * (1 + (Text.Length >> 4)));

        public int FindIn(ReadOnlySpan<char> text)
        {
            if (Mask is null)
            {
                return text.IndexOf(Text);
            }

            for (var at = 0; at + Text.Length <= text.Length; at++)
            {
                if (FitsMasked(text[at..]))
                {
                    return at;
                }
            }

            return -1;
        }

        // Optimized from its first call: the pattern that makes this loop long should not meet its slow form.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private bool FitsMasked(ReadOnlySpan<char> text)
        {
            var want = MemoryMarshal.Cast<char, ushort>(Text.AsSpan());
            var have = MemoryMarshal.Cast<char, ushort>(text)[..want.Length];
            ReadOnlySpan<ushort> free = Mask;
            var i = 0;
            for (; i + Vector<ushort>.Count <= want.Length; i += Vector<ushort>.Count)
            {
                var difference = new Vector<ushort>(want[i..]) ^ new Vector<ushort>(have[i..]);
                if (Vector.AndNot(difference, new Vector<ushort>(free[i..])) != Vector<ushort>.Zero)
                {
                    return false;
                }
            }

            for (; i < want.Length; i++)
            {
                if (want[i] != have[i] && free[i] == 0)
                {
                    return false;
                }
            }

            return true;
        }
    }
}
