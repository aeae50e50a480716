using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Daypass.House.Tests;

/// <summary>Which folders of a project use which others: a folder uses another when one of its files names a type that is declared there.</summary>
/// <remarks>A nested folder is one of its own. The compiler says what a name means, so comments, strings and members with the name of a type do not
/// count.</remarks>
internal sealed class FolderGraph
{
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;"
        + "global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";

    private static readonly IReadOnlyList<MetadataReference> Framework =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static assembly => !Path.GetFileName(assembly).StartsWith("Daypass", StringComparison.Ordinal))
            .Select(static assembly => MetadataReference.CreateFromFile(assembly)),
    ];

    private readonly Dictionary<(string From, string To), SortedSet<string>> _uses = [];

    private FolderGraph()
    {
    }

    /// <summary>The graphs of every project under src, by the project's name.</summary>
    public static IReadOnlyDictionary<string, FolderGraph> All { get; } = ReadAll();

    /// <summary>The groups of folders that reach each other, each in the order of names.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Circles()
    {
        var folders = _uses.Keys.SelectMany(static use => new[] { use.From, use.To }).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var reached = folders.ToDictionary(static folder => folder, Reachable, StringComparer.Ordinal);
        return
        [
            .. folders.Select(folder => folders.Where(other => reached[folder].Contains(other) && reached[other].Contains(folder)).ToList())
                .Where(static circle => circle.Count > 1)
                .DistinctBy(static circle => circle[0]),
        ];
    }

    /// <summary>For each pair of folders of a circle of which one uses the other: the files that do, and what they name.</summary>
    public IEnumerable<string> Causes(IReadOnlyList<string> circle) =>
        from use in _uses
        where circle.Contains(use.Key.From) && circle.Contains(use.Key.To)
        orderby use.Value.Count, use.Key
        select $"{use.Key.From} -> {use.Key.To}:\n    {string.Join("\n    ", use.Value)}";

    private HashSet<string> Reachable(string start)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([start]);
        while (open.TryPop(out var folder))
        {
            foreach (var (_, to) in _uses.Keys.Where(use => use.From == folder))
            {
                if (reached.Add(to))
                {
                    open.Push(to);
                }
            }
        }

        return reached;
    }

    private static Dictionary<string, FolderGraph> ReadAll()
    {
        var projects = Repository.Files
            .Where(static file => file.StartsWith("src/", StringComparison.Ordinal) && file.EndsWith(".csproj", StringComparison.Ordinal))
            .ToDictionary(static file => Path.GetFileNameWithoutExtension(file), StringComparer.Ordinal);
        var compiled = new Dictionary<string, CSharpCompilation>(StringComparer.Ordinal);
        return projects.Keys.ToDictionary(
            static name => name, name => Read(Path.GetDirectoryName(projects[name])!, Compile(name, projects, compiled)), StringComparer.Ordinal);
    }

    private static FolderGraph Read(string root, CSharpCompilation project)
    {
        var graph = new FolderGraph();
        foreach (var tree in project.SyntaxTrees)
        {
            var meaning = project.GetSemanticModel(tree);
            var from = Folder(root, tree);
            foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
            {
                foreach (var declared in DeclaredHere(name, meaning))
                {
                    var to = Folder(root, declared);
                    if (to != from && declared.FilePath.Length > 0)
                    {
                        graph.Add(from, to, $"{Path.GetFileName(tree.FilePath)} names {name.Identifier.Text}");
                    }
                }
            }
        }

        return graph;
    }

    // The trees that declare the type a name stands for; none when it stands for anything else, or for a type of another project.
    private static IEnumerable<SyntaxTree> DeclaredHere(SimpleNameSyntax name, SemanticModel meaning)
    {
        var found = meaning.GetSymbolInfo(name);
        var symbol = found.Symbol ?? (found.CandidateSymbols.Length > 0 ? found.CandidateSymbols[0] : null);
        var type = symbol switch
        {
            INamedTypeSymbol named => named,
            IMethodSymbol { MethodKind: MethodKind.Constructor } made when name.Parent is AttributeSyntax => made.ContainingType,
            _ => null,
        };
        return type is null ? []
            : type.DeclaringSyntaxReferences.Select(static declared => declared.SyntaxTree).Where(meaning.Compilation.ContainsSyntaxTree).Take(1);
    }

    private void Add(string from, string to, string cause)
    {
        if (!_uses.TryGetValue((from, to), out var causes))
        {
            _uses.Add((from, to), causes = new SortedSet<string>(StringComparer.Ordinal));
        }

        causes.Add(cause);
    }

    private static string Folder(string root, SyntaxTree tree) =>
        tree.FilePath.Length == 0 ? "" : Path.GetRelativePath(root, Path.GetDirectoryName(tree.FilePath)!).Replace('\\', '/');

    private static CSharpCompilation Compile(string name, Dictionary<string, string> projects, Dictionary<string, CSharpCompilation> compiled)
    {
        if (!compiled.TryGetValue(name, out var project))
        {
            var root = Path.GetDirectoryName(projects[name])! + "/";
            var options = new CSharpParseOptions(LanguageVersion.Preview);
            var sources = Repository.Sources.Where(file => file.StartsWith(root, StringComparison.Ordinal))
                .Select(file => CSharpSyntaxTree.ParseText(Repository.Read(file), options, file))
                .Append(CSharpSyntaxTree.ParseText(ImplicitUsings, options));
            var references = Framework.Concat(Repository.References(projects[name])
                .Where(static other => other != "Daypass.Protocol.Generator")
                .Select(other => (MetadataReference)Compile(other, projects, compiled).ToMetadataReference()));
            project = CSharpCompilation.Create(name, sources, references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
            compiled.Add(name, project);
        }

        return project;
    }
}
