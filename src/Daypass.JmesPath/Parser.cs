using Daypass.JmesPath.Values;

namespace Daypass.JmesPath;

/// <summary>Top-down operator precedence over the tokens; the first error ends the work.</summary>
internal sealed partial class Parser(string expression, List<Token> tokens)
{
    // Each level of nesting costs a handful of stack frames.
    private const int MaximumNesting = 150;
    private int _position;
    private int _nesting;
    private int _builders;

    public JmesPathError? Error { get; private set; }

    private Token Current => tokens[_position];

    public Node Parse()
    {
        var node = Expression(0);
        if (Error is null && Current.Kind != TokenKind.End)
        {
            Refuse(Current, "Unexpected token: " + PythonText.Format(Current.Value));
        }

        return node;
    }

    private Node Expression(int bindingPower)
    {
        if (++_nesting > MaximumNesting)
        {
            Error ??= JmesPathError.TooDeep();
        }

        var left = Error is null ? Prefix(Take()) : Node.Identity;
        while (Error is null && bindingPower < Current.Kind.BindingPower())
        {
            left = Infix(left, Take());
            if (left.Depth > Node.MaximumDepth)
            {
                Error ??= JmesPathError.TooDeep();
            }
        }

        _nesting--;
        return left;
    }

    private Node Prefix(Token token)
    {
        switch (token.Kind)
        {
            case TokenKind.Literal:
                return new Node(NodeKind.Literal) { Literal = token.Value };
            case TokenKind.UnquotedIdentifier:
                return Field(token);
            case TokenKind.QuotedIdentifier:
                return Current.Kind == TokenKind.LeftParenthesis
                    ? Refuse(Current, "Quoted identifier not allowed for function names.", 0)
                    : Field(token);
            case TokenKind.Current:
                return Node.Identity;
            case TokenKind.Star:
                var all = Current.Kind == TokenKind.RightBracket ? Node.Identity : ProjectionTail(TokenKind.Star.BindingPower());
                return new Node(NodeKind.ValueProjection, Node.Identity, all);
            case TokenKind.Filter:
                return FilterTail(Node.Identity);
            case TokenKind.Flatten:
                return FlattenTail(Node.Identity);
            case TokenKind.LeftBrace:
                return MultiSelectHash();
            case TokenKind.LeftBracket:
                return BracketPrefix();
            case TokenKind.LeftParenthesis:
                var inner = Expression(0);
                Expect(TokenKind.RightParenthesis);
                return inner;
            case TokenKind.Not:
                return new Node(NodeKind.Not, Expression(TokenKind.Not.BindingPower()));
            case TokenKind.ExpressionReference:
                return new Node(NodeKind.ExpressionReference, Expression(TokenKind.ExpressionReference.BindingPower()));
            default:
                return token.Kind == TokenKind.End ? RefuseIncomplete() : Refuse(token, "invalid token");
        }
    }

    private Node Infix(Node left, Token token)
    {
        var power = token.Kind.BindingPower();
        switch (token.Kind)
        {
            case TokenKind.Dot when Current.Kind == TokenKind.Star:
                _position++;
                return new Node(NodeKind.ValueProjection, left, ProjectionTail(power));
            case TokenKind.Dot:
                return Chain(left, DotTail(power));
            case TokenKind.Pipe:
                return new Node(NodeKind.Chain, left, Expression(power));
            case TokenKind.Or:
                return new Node(NodeKind.Or, left, Expression(power));
            case TokenKind.And:
                return new Node(NodeKind.And, left, Expression(power));
            case >= TokenKind.Equal and <= TokenKind.NotEqual:
                return new Node(NodeKind.Compare, left, Expression(power)) { Comparison = token.Kind };
            case TokenKind.Flatten:
                return FlattenTail(left);
            case TokenKind.Filter:
                return FilterTail(left);
            case TokenKind.LeftBracket:
                return BracketInfix(left);
            case TokenKind.LeftParenthesis:
                return Call(left);
            default:
                return Refuse(token, "invalid token");
        }
    }

    private static Node Field(Token token) => new(NodeKind.Field) { Name = PythonText.Format(token.Value) };

    // a.b.c is one chain of three, not a tree two deep.
    private static Node Chain(Node left, Node right) =>
        left.Kind == NodeKind.Chain ? new Node(NodeKind.Chain, [.. left.Children, right]) : new Node(NodeKind.Chain, left, right);

    private Node Call(Node left)
    {
        if (left.Kind != NodeKind.Field)
        {
            var before = tokens[Math.Max(0, _position - 2)];
            return Refuse(before, $"Invalid function name '{PythonText.Format(before.Value)}'");
        }

        List<Node> arguments = [];
        while (Error is null && Current.Kind != TokenKind.RightParenthesis)
        {
            arguments.Add(Expression(0));
            if (Current.Kind == TokenKind.Comma)
            {
                _position++;
            }
        }

        Expect(TokenKind.RightParenthesis);
        return Building(new Node(NodeKind.Call, [.. arguments]) { Name = left.Name });
    }

    private Node Building(Node node)
    {
        if (++_builders > Node.MaximumBuilders)
        {
            Error ??= JmesPathError.TooDeep();
        }

        return node;
    }

    private Token Take()
    {
        var token = Current;
        if (token.Kind != TokenKind.End)
        {
            _position++;
        }

        return token;
    }

    private void Expect(TokenKind kind)
    {
        if (Error is not null)
        {
            return;
        }

        if (Current.Kind == kind)
        {
            Take();
        }
        else if (Current.Kind == TokenKind.End)
        {
            RefuseIncomplete();
        }
        else
        {
            Refuse(Current, $"Expecting: {kind.Name()}, got: {Current.Kind.Name()}");
        }
    }

    private Node Refuse(Token token, string reason, int? at = null)
    {
        Error ??= JmesPathError.Parse(expression, token, reason, at);
        return Node.Identity;
    }

    private Node RefuseIncomplete()
    {
        Error ??= JmesPathError.Incomplete(expression);
        return Node.Identity;
    }
}
