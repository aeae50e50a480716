namespace Daypass.Core.Authorization;

/// <summary>How many bytes of denials each account may have kept: so many at once, and so many a day. One that is refused a million times does not fill
/// the database, and takes nothing from the others.</summary>
internal sealed class AccountBudgets
{
    /// <summary>What an account may have kept at once: some thousand denials.</summary>
    public const double AtOnce = 4 * 1024 * 1024;

    /// <summary>What it may have kept in a day beyond that.</summary>
    public const double PerDay = 32 * 1024 * 1024;

    /// <summary>More accounts than this are not remembered; one whose budget is whole again is forgotten first.</summary>
    private const int MostAccounts = 16 * 1024;

    private readonly Dictionary<string, Budget> _budgets = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>Whether an account has so many bytes left.</summary>
    public bool Has(string account, int bytes, DateTimeOffset now)
    {
        lock (_lock)
        {
            return _budgets.TryGetValue(account, out var budget) ? budget.LeftAt(now) >= bytes : _budgets.Count < MostAccounts || Forget(now);
        }
    }

    /// <summary>Takes bytes off what an account has left; false when it has not so many.</summary>
    public bool TryTake(string account, int bytes, DateTimeOffset now)
    {
        lock (_lock)
        {
            var known = _budgets.TryGetValue(account, out var budget);
            var left = known ? budget.LeftAt(now) : AtOnce;
            if (left < bytes || (!known && _budgets.Count >= MostAccounts && !Forget(now)))
            {
                return false;
            }

            _budgets[account] = new Budget(left - bytes, now);
            return true;
        }
    }

    /// <summary>Gives back what was taken and not needed.</summary>
    public void GiveBack(string account, int bytes)
    {
        lock (_lock)
        {
            if (_budgets.TryGetValue(account, out var budget))
            {
                _budgets[account] = budget with { Left = budget.Left + bytes };
            }
        }
    }

    /// <summary>Forgets the accounts whose budget is whole again; false when there are none.</summary>
    private bool Forget(DateTimeOffset now)
    {
        var before = _budgets.Count;
        foreach (var (account, budget) in _budgets)
        {
            if (budget.LeftAt(now) >= AtOnce)
            {
                _budgets.Remove(account);
            }
        }

        return _budgets.Count < before;
    }

    private readonly record struct Budget(double Left, DateTimeOffset At)
    {
        public double LeftAt(DateTimeOffset now) => Math.Min(AtOnce, Left + (Math.Max(0, (now - At).TotalDays) * PerDay));
    }
}
