using Daypass.Policy.Keys;
using Daypass.Policy.Language;
using Daypass.Policy.Matching;
using Daypass.Policy.Requests;

namespace Daypass.Policy.Conditions;

/// <summary>One operator and key of a Condition block, compiled.</summary>
internal sealed class ConditionTest
{
    private readonly bool _isKnown;
    private readonly bool _isNull;

    /// <summary>Texts are compared many characters at a time; what has to be read first is read one by one.</summary>
    private readonly int _costShift;
    private readonly bool _isNegated;
    private readonly bool _isDeny;
    private readonly string _key;
    private readonly Quantifier _quantifier;
    private readonly bool _ifExists;
    private readonly int _hash;
    private readonly Comparison[] _values;
    private readonly bool _nullWhenTrue;
    private readonly bool _nullWhenFalse;

    /// <param name="entry">The line.</param>
    /// <param name="variables">True in documents of version 2012-10-17.</param>
    /// <param name="effect">The statement's: a policy value that is no ARN counts against the caller.</param>
    public ConditionTest(ConditionEntry entry, bool variables, Effect effect)
    {
        Entry = entry;
        _isDeny = effect == Effect.Deny;
        _hash = KeyHash.Compute(null, entry.Key);
        // One string for each known key, so that a context remembers by reference what it has looked up.
        _key = ContextKeys.Intern(entry.Key);
        var row = ConditionOperators.Find(entry.Operator, out _quantifier, out _ifExists);
        _isKnown = row is not null;
        _isNull = row is { Family: OperatorFamily.Null };
        _isNegated = row is { IsNegated: true };
        _costShift = row is { Family: OperatorFamily.Text or OperatorFamily.Arn } ? 5 : 1;
        _values = row is null || _isNull ? [] : [.. entry.Values.Select(value => row.Compile(value, variables))];
        if (_isNull)
        {
            foreach (var value in entry.Values)
            {
                var wanted = BoolComparison.IsTrue(value);
                _nullWhenTrue |= wanted;
                _nullWhenFalse |= !wanted;
            }
        }
    }

    /// <summary>The line as it was written.</summary>
    public ConditionEntry Entry { get; }

    public bool Holds(AuthorizationRequest request)
    {
        if (!_isKnown)
        {
            // The checker refuses an unknown operator; one that got here is a condition nothing fulfils.
            return false;
        }

        var context = request.Context;
        var entry = context.FindRemembered(_key, _hash);
        if (entry < 0)
        {
            request.Trace?.AddMissing(Entry.Key);
        }

        if (_isNull)
        {
            return entry < 0 || context.CountValues(entry) == 0 ? _nullWhenTrue : _nullWhenFalse;
        }

        if (entry < 0)
        {
            return _ifExists || _quantifier == Quantifier.All || (_quantifier == Quantifier.None && _isNegated);
        }

        return _quantifier switch
        {
            Quantifier.All => HoldsForAll(request, entry),
            Quantifier.Any => HoldsForAny(request, entry),
            // A multivalued key without a set operator never matches, negated or not, unless it is empty.
            _ when context.CountValues(entry) == 0 => _ifExists || _isNegated,
            _ => context.IsSingle(entry) && HoldsForOne(request, entry),
        };
    }

    private bool HoldsForOne(AuthorizationRequest request, int entry)
    {
        var result = Compare(request, entry, 0);
        return result == ComparisonResult.Match || (result == ComparisonResult.BrokenPattern && _isDeny);
    }

    private bool HoldsForAll(AuthorizationRequest request, int entry)
    {
        for (var i = 0; i < request.Context.CountValues(entry); i++)
        {
            var result = Compare(request, entry, i);
            if (result != ComparisonResult.Match)
            {
                return result == ComparisonResult.BrokenPattern && _isDeny;
            }
        }

        return true;
    }

    private bool HoldsForAny(AuthorizationRequest request, int entry)
    {
        for (var i = 0; i < request.Context.CountValues(entry); i++)
        {
            var result = Compare(request, entry, i);
            if (result != ComparisonResult.NoMatch)
            {
                return result == ComparisonResult.Match || _isDeny;
            }
        }

        return false;
    }

    /// <summary>
    /// One request value against all of the policy's, in their order: they combine as OR, those of a negated operator as NOR. The answer is
    /// Match when the condition holds for the value, NoMatch when it does not, or BrokenPattern.
    /// </summary>
    private ComparisonResult Compare(AuthorizationRequest request, int entry, int index)
    {
        var cost = 1 + (request.Context.GetText(entry, index).Length >> _costShift);
        foreach (var value in _values)
        {
            if (!request.TrySpend(cost))
            {
                return ComparisonResult.NoMatch;
            }

            switch (value.Compare(request, entry, index))
            {
                case ComparisonResult.Match:
                    return _isNegated ? ComparisonResult.NoMatch : ComparisonResult.Match;
                case ComparisonResult.Neither:
                    return ComparisonResult.NoMatch;
                case ComparisonResult.BrokenPattern:
                    return ComparisonResult.BrokenPattern;
            }
        }

        return _isNegated ? ComparisonResult.Match : ComparisonResult.NoMatch;
    }
}
