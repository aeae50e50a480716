using System.Globalization;
using Daypass.Core.Usage;

namespace Daypass.Core.Tests.Usage;

/// <summary>How many uses are noted between two writings, and that room comes back.</summary>
public sealed class PendingAccessesTests
{
    private const string Account = "111111111111";
    private static readonly DateTimeOffset Now = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly PendingAccesses _pending = new();

    [Fact]
    public void So_many_different_actions_of_one_entity_are_noted_and_after_a_writing_as_many_again()
    {
        for (var round = 0; round < 3; round++)
        {
            for (var action = 0; action < 6000; action++)
            {
                Note(Account, "AIDA1", $"A{action}");
            }

            Note(Account, "AIDA2", "Read");
            Assert.Equal(PendingAccesses.MostOfEntity, _pending.Of("AIDA1", "").Count());
            Assert.Single(_pending.Of("AIDA2", "orders"));
            Assert.Empty(_pending.Of("AIDA2", "order"));
            _pending.Forget(_pending.Take());
            Assert.Empty(_pending.Take().Uses);
        }
    }

    [Fact]
    public void One_account_leaves_room_for_the_others_and_all_together_are_bounded()
    {
        for (var account = 0; account < 12; account++)
        {
            for (var entity = 0; entity < 30; entity++)
            {
                for (var action = 0; action < PendingAccesses.MostOfEntity; action++)
                {
                    Note(string.Create(CultureInfo.InvariantCulture, $"{account:d12}"), $"AIDA{account}-{entity}", $"A{action}");
                }
            }

            Assert.Equal(Math.Min((account + 1) * PendingAccesses.MostOfAccount, PendingAccesses.Most), _pending.Take().Uses.Count);
        }
    }

    [Fact]
    public void What_is_noted_again_while_it_is_written_stays_and_is_counted_once()
    {
        Note(Account, "AIDA1", "Read");
        var batch = _pending.Take();
        _pending.Note(Account, "AIDA1", "orders", "Read", "us-east-1", Now.AddSeconds(1));
        _pending.Forget(batch);
        Assert.Equal(Now.AddSeconds(1), Assert.Single(_pending.Of("AIDA1", "orders")).At);
        _pending.Forget(_pending.Take());
        Assert.Empty(_pending.Of("AIDA1", ""));
    }

    private void Note(string account, string entity, string action) => _pending.Note(account, entity, "orders", action, "us-east-1", Now);
}
