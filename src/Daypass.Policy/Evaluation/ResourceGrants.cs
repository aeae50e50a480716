using Daypass.Policy.Decisions;
using Daypass.Policy.Matching;

namespace Daypass.Policy.Evaluation;

/// <summary>The ways the Allow statements of a resource policy name the caller, with the first statement of each way.</summary>
internal struct ResourceGrants
{
    private Decision.Hit _strong;
    private Decision.Hit _parent;
    private Decision.Hit _any;

    /// <summary>Every way together.</summary>
    public PrincipalMatch Ways { get; private set; }

    /// <summary>The first statement that grants past every implicit deny.</summary>
    public readonly Decision.Hit Strong => _strong;

    /// <summary>The first statement that names the caller's role or user.</summary>
    public readonly Decision.Hit Parent => _parent;

    /// <summary>The first statement that grants in any way.</summary>
    public readonly Decision.Hit Any => _any;

    public void Add(PrincipalMatch match, int document, int statement)
    {
        if (match == PrincipalMatch.None)
        {
            return;
        }

        var hit = new Decision.Hit(-1, document, statement);
        if (Ways == PrincipalMatch.None)
        {
            _any = hit;
        }

        const PrincipalMatch Strongest = PrincipalMatch.Star | PrincipalMatch.Direct;
        if ((match & Strongest) != 0 && (Ways & Strongest) == 0)
        {
            _strong = hit;
        }

        if ((match & PrincipalMatch.Parent) != 0 && (Ways & PrincipalMatch.Parent) == 0)
        {
            _parent = hit;
        }

        Ways |= match;
    }
}
