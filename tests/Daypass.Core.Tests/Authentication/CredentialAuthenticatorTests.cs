using System.Globalization;
using Daypass.Core.Authentication;

namespace Daypass.Core.Tests.Authentication;

public sealed class CredentialAuthenticatorTests
{
    [Fact]
    public void Made_up_names_share_a_bounded_number_of_counts_in_each_account()
    {
        var subjects = Enumerable.Range(0, 50_000)
            .Select(static number => CredentialAuthenticator.SubjectOf("111111111111", number.ToString(CultureInfo.InvariantCulture)))
            .ToHashSet(StringComparer.Ordinal);
        Assert.Equal(CredentialAuthenticator.Counts, subjects.Count);
        Assert.Equal(CredentialAuthenticator.SubjectOf("111111111111", "Anna"), CredentialAuthenticator.SubjectOf("111111111111", "anna"));
        Assert.DoesNotContain(CredentialAuthenticator.SubjectOf("222222222222", "anna"), subjects);
    }
}
