using Daypass.Policy.Decisions;
using Daypass.Policy.Matching;

namespace Daypass.Policy.Evaluation;

/// <summary>The ways the Allow statements of a resource policy name the caller, with the first statement of each way.</summary>
internal struct ResourceGrants
{
    private int _strong;
    private int _parent;
    private int _any;

    /// <summary>Every way together.</summary>
    public PrincipalMatch Ways { get; private set; }

    /// <summary>The first statement that grants past every implicit deny.</summary>
    public readonly Decision.Hit Strong => At(_strong);

    /// <summary>The first statement that names the caller's role or user.</summary>
    public readonly Decision.Hit Parent => At(_parent);

    /// <summary>The first statement that grants in any way.</summary>
    public readonly Decision.Hit Any => At(_any);

    public void Add(PrincipalMatch match, int statement)
    {
        if (match == PrincipalMatch.None)
        {
            return;
        }

        if (Ways == PrincipalMatch.None)
        {
            _any = statement;
        }

        const PrincipalMatch Strongest = PrincipalMatch.Star | PrincipalMatch.Direct;
        if ((match & Strongest) != 0 && (Ways & Strongest) == 0)
        {
            _strong = statement;
        }

        if ((match & PrincipalMatch.Parent) != 0 && (Ways & PrincipalMatch.Parent) == 0)
        {
            _parent = statement;
        }

        Ways |= match;
    }

    private static Decision.Hit At(int statement) => new(-1, 0, statement);
}
