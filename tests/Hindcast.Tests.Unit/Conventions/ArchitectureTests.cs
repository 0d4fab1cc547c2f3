using System.Xml.Linq;

namespace Hindcast.Tests.Unit.Conventions;

public sealed class ArchitectureTests
{
    /// <summary>
    /// The table of docs/architecture.md: what each project references, no more and no less. A change here is a change of
    /// the design and needs a decision in docs/adr.
    /// </summary>
    private static readonly Dictionary<string, (string[] Projects, string[] Packages)> Table = new()
    {
        ["Hindcast.Evidence"] = ([], []),
        ["Hindcast.Formats"] = (["Hindcast.Evidence"], ["SharpCompress"]),
        ["Hindcast.Sigma"] = (["Hindcast.Evidence"], ["YamlDotNet"]),
        ["Hindcast.Analysis"] = (["Hindcast.Evidence"], []),
        ["Hindcast.Reports"] = (["Hindcast.Evidence"], ["Microsoft.AspNetCore.Components.Web"]),
        ["Hindcast.WebShells"] = (["Hindcast.Evidence"], []),
        ["Hindcast.Simulation"] = (["Hindcast.Evidence"], ["YamlDotNet"]),
        ["Hindcast.Engine"] = (
            ["Hindcast.Evidence", "Hindcast.Formats", "Hindcast.Sigma", "Hindcast.Analysis", "Hindcast.Reports", "Hindcast.WebShells"],
            ["DuckDB.NET.Data.Full", "YamlDotNet"]),
        ["Hindcast.Fleet"] = (
            ["Hindcast.Evidence", "Hindcast.Reports", "Hindcast.Engine"],
            ["AWSSDK.S3", "Microsoft.Data.Sqlite", "Microsoft.Orleans.Clustering.AdoNet", "Microsoft.Orleans.Connections.Security",
                "Microsoft.Orleans.Reminders.AdoNet", "Microsoft.Orleans.Server", "Npgsql"]),
        ["Hindcast.Web"] = (
            ["Hindcast.Evidence", "Hindcast.Reports", "Hindcast.Engine", "Hindcast.Fleet"],
            ["Microsoft.AspNetCore.Authentication.OpenIdConnect", "Microsoft.AspNetCore.OpenApi", "OpenTelemetry.Exporter.OpenTelemetryProtocol", "OpenTelemetry.Exporter.Prometheus.AspNetCore",
                "OpenTelemetry.Extensions.Hosting", "OpenTelemetry.Instrumentation.AspNetCore", "OpenTelemetry.Instrumentation.Runtime"]),

        // Web is built with it and laid beside it, not referenced (docs/adr/0034-web-in-a-program-of-its-own.md).
        ["Hindcast.Cli"] = (
            ["Hindcast.Evidence", "Hindcast.Formats", "Hindcast.Sigma", "Hindcast.Analysis", "Hindcast.Reports", "Hindcast.Simulation", "Hindcast.WebShells", "Hindcast.Engine", "Hindcast.Web"],
            ["Spectre.Console", "System.CommandLine"]),
    };

    private static IEnumerable<string> Projects =>
        new[] { "src", "tests", "bench" }.SelectMany(folder => Checkout.Files(folder, "*.csproj"));

    [Fact]
    public void Projects_reference_what_the_table_says()
    {
        Dictionary<string, (string[] Projects, string[] Packages)> found = Checkout.Files("src", "*.csproj")
            .ToDictionary(path => Path.GetFileNameWithoutExtension(path), References, StringComparer.Ordinal);
        Assert.Equal(Table.Keys.Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
        Assert.All(found, project =>
        {
            Assert.Equal(Table[project.Key].Projects.Order(StringComparer.Ordinal), project.Value.Projects);
            Assert.Equal(Table[project.Key].Packages.Order(StringComparer.Ordinal), project.Value.Packages);
        });
    }

    [Fact]
    public void A_project_takes_no_reference_from_another_one_by_the_way() =>
        Assert.Contains(
            "<DisableTransitiveProjectReferences>true</DisableTransitiveProjectReferences>", Checkout.Read("Directory.Build.props"), StringComparison.Ordinal);

    [Fact]
    public void Versions_of_packages_stand_in_one_place() =>
        Assert.DoesNotContain(Projects, path => XDocument.Parse(Checkout.Read(path)).Descendants("PackageReference").Any(r => r.Attribute("Version") is not null));

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        string solution = Checkout.Read("Hindcast.slnx");
        Assert.All(Projects, path => Assert.Contains($"\"{path}\"", solution, StringComparison.Ordinal));
    }

    private static (string[] Projects, string[] Packages) References(string path)
    {
        XDocument project = XDocument.Parse(Checkout.Read(path));
        string[] Named(string element) =>
            [.. project.Descendants(element).Select(r => r.Attribute("Include")!.Value).Order(StringComparer.Ordinal)];
        return (
            [.. Named("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r)).Order(StringComparer.Ordinal)],
            Named("PackageReference"));
    }
}
