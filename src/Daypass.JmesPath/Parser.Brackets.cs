using Daypass.JmesPath.Values;

namespace Daypass.JmesPath;

/// <summary>Everything in square or curly brackets, and what follows a projection.</summary>
internal sealed partial class Parser
{
    private bool AtIndex => Current.Kind is TokenKind.Number or TokenKind.Colon;

    private Token Following => tokens[Math.Min(_position + 1, tokens.Count - 1)];

    private Node BracketPrefix()
    {
        if (AtIndex)
        {
            return ProjectSlice(Node.Identity, IndexOrSlice());
        }

        if (Current.Kind == TokenKind.Star && Following.Kind == TokenKind.RightBracket)
        {
            _position += 2;
            return new Node(NodeKind.Projection, Node.Identity, ProjectionTail(TokenKind.Star.BindingPower()));
        }

        return MultiSelectList();
    }

    private Node BracketInfix(Node left)
    {
        if (AtIndex)
        {
            var right = IndexOrSlice();

            // A slice directly after an index starts no projection; scripts see that, so it stays.
            return left.Kind == NodeKind.IndexChain ? new Node(NodeKind.IndexChain, [.. left.Children, right]) : ProjectSlice(left, right);
        }

        Expect(TokenKind.Star);
        Expect(TokenKind.RightBracket);
        return new Node(NodeKind.Projection, left, ProjectionTail(TokenKind.Star.BindingPower()));
    }

    private Node ProjectSlice(Node left, Node right)
    {
        var chain = new Node(NodeKind.IndexChain, left, right);
        return right.Kind == NodeKind.Slice ? new Node(NodeKind.Projection, chain, ProjectionTail(TokenKind.Star.BindingPower())) : chain;
    }

    private Node IndexOrSlice()
    {
        if (Current.Kind == TokenKind.Colon || Following.Kind == TokenKind.Colon)
        {
            return Slice();
        }

        var index = (IntegerValue)Take().Value;
        Expect(TokenKind.RightBracket);
        return new Node(NodeKind.Index) { First = index.Number };
    }

    private Node Slice()
    {
        long?[] parts = [null, null, null];
        var part = 0;
        while (Error is null && Current.Kind != TokenKind.RightBracket)
        {
            if (Current.Kind == TokenKind.Number)
            {
                parts[part] = ((IntegerValue)Take().Value).Number;
            }
            else if (Current.Kind == TokenKind.Colon && part < 2)
            {
                part++;
                _position++;
            }
            else
            {
                Refuse(Current, "syntax error");
            }
        }

        Expect(TokenKind.RightBracket);
        return new Node(NodeKind.Slice) { First = parts[0], Last = parts[1], Step = parts[2] };
    }

    private Node FilterTail(Node left)
    {
        var condition = Expression(0);
        Expect(TokenKind.RightBracket);
        var right = Current.Kind == TokenKind.Flatten ? Node.Identity : ProjectionTail(TokenKind.Filter.BindingPower());
        return new Node(NodeKind.FilterProjection, left, right, condition);
    }

    private Node FlattenTail(Node left) =>
        new(NodeKind.Projection, new Node(NodeKind.Flatten, left), ProjectionTail(TokenKind.Flatten.BindingPower()));

    private Node MultiSelectList()
    {
        List<Node> items = [Expression(0)];
        while (Error is null && Current.Kind != TokenKind.RightBracket)
        {
            Expect(TokenKind.Comma);
            items.Add(Expression(0));
        }

        Expect(TokenKind.RightBracket);
        return Building(new Node(NodeKind.MultiSelectList, [.. items]));
    }

    private Node MultiSelectHash()
    {
        List<string> keys = [];
        List<Node> values = [];
        do
        {
            var key = Take();
            if (key.Kind is not (TokenKind.QuotedIdentifier or TokenKind.UnquotedIdentifier))
            {
                return key.Kind == TokenKind.End
                    ? RefuseIncomplete()
                    : Refuse(key, $"Expecting: ['quoted_identifier', 'unquoted_identifier'], got: {key.Kind.Name()}");
            }

            Expect(TokenKind.Colon);
            keys.Add(PythonText.Format(key.Value));
            values.Add(Expression(0));
            if (Current.Kind == TokenKind.RightBrace)
            {
                _position++;
                break;
            }

            if (Current.Kind == TokenKind.Comma)
            {
                _position++;
            }
        }
        while (Error is null);

        return Building(new Node(NodeKind.MultiSelectHash, [.. values]) { Keys = [.. keys] });
    }

    private Node ProjectionTail(int bindingPower)
    {
        if (Error is not null || Current.Kind.BindingPower() < TokenKinds.ProjectionStop)
        {
            return Node.Identity;
        }

        switch (Current.Kind)
        {
            case TokenKind.LeftBracket or TokenKind.Filter:
                return Expression(bindingPower);
            case TokenKind.Dot:
                _position++;
                return DotTail(bindingPower);
            default:
                return Refuse(Current, "syntax error");
        }
    }

    private Node DotTail(int bindingPower)
    {
        switch (Current.Kind)
        {
            case TokenKind.QuotedIdentifier or TokenKind.UnquotedIdentifier or TokenKind.Star:
                return Expression(bindingPower);
            case TokenKind.LeftBracket:
                _position++;
                return MultiSelectList();
            case TokenKind.LeftBrace:
                _position++;
                return MultiSelectHash();
            default:
                return Refuse(Current, $"Expecting: ['quoted_identifier', 'unquoted_identifier', 'lbracket', 'lbrace'], got: {Current.Kind.Name()}");
        }
    }
}
