using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hindcast.Tests.System.Support;

namespace Hindcast.Tests.System;

/// <summary><c>hindcast serve</c> as a process: it comes up with nothing installed, and goes when it is told to or left alone.</summary>
public sealed partial class ServeTests
{
    /// <summary>The program in its own folder, with the web application beside it.</summary>
    private static string Program { get; } = Path.Combine(
        Repository.Root, "artifacts", "bin", "Hindcast.Cli", new DirectoryInfo(AppContext.BaseDirectory).Name, "hindcast.dll");

    [Fact]
    public async Task Serve_comes_up_answers_and_ends_with_the_program_that_started_it()
    {
        using TempFolder temp = new();
        using Process process = Process.Start(new ProcessStartInfo("dotnet", ["exec", Program, "serve", "--folder", temp.At("fleet"), "--url", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(90));
        string? address = null, code = null;
        while (code is null && await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            address ??= Address().Match(line) is { Success: true } found ? found.Value : null;
            code = Code().Match(line) is { Success: true } setup ? setup.Value : null;
        }

        Assert.NotNull(address);
        Assert.NotNull(code);
        using HttpClient client = new() { BaseAddress = new Uri(address) };
        Assert.Equal("Healthy", await client.GetStringAsync("/health/ready", limit.Token));

        // Killed, not asked: the web application must notice by itself.
        process.Kill();
        await process.WaitForExitAsync(limit.Token);
        await Assert.ThrowsAsync<HttpRequestException>(async () =>
        {
            while (true)
            {
                await client.GetStringAsync("/health/live", limit.Token);
                await Task.Delay(100, limit.Token);
            }
        });
        Assert.True(File.Exists(temp.At("fleet", "fleet.db")));
    }

    [Fact]
    public void The_program_asks_for_no_framework_but_the_runtime()
    {
        using JsonDocument configuration = JsonDocument.Parse(File.ReadAllText(Path.ChangeExtension(Program, ".runtimeconfig.json")));
        Assert.Equal("Microsoft.NETCore.App", configuration.RootElement.GetProperty("runtimeOptions").GetProperty("framework").GetProperty("name").GetString());
        string dependencies = File.ReadAllText(Path.ChangeExtension(Program, ".deps.json"));
        Assert.DoesNotContain("Orleans", dependencies, StringComparison.Ordinal);
        Assert.DoesNotContain("Npgsql", dependencies, StringComparison.Ordinal);
        Assert.DoesNotContain("hindcast-web", dependencies, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex Code();
}
