using System.Diagnostics;

namespace Hindcast.Tests.System.Support;

/// <summary>Runs the program as a user would: as a process of its own.</summary>
internal static class HindcastProgram
{
    /// <summary>The program's file.</summary>
    internal static string File { get; } = Path.Combine(AppContext.BaseDirectory, "hindcast.dll");

    internal static Task<Result> Run(IEnumerable<string> arguments, params (string Name, string Value)[] environment) =>
        Run(["dotnet", "exec", File], arguments, environment);

    /// <summary>Runs it behind another program, such as one that changes the user.</summary>
    internal static async Task<Result> Run(
        IReadOnlyList<string> command, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        ProcessStartInfo start = new(command[0], command.Skip(1))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        MemoryStream output = new();
        Task copy = process.StandardOutput.BaseStream.CopyToAsync(output);
        Task<string> error = process.StandardError.ReadToEndAsync();
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(120));
        await process.WaitForExitAsync(limit.Token);
        await copy;
        return new Result(process.ExitCode, output.ToArray(), await error);
    }

    internal sealed record Result(int ExitCode, byte[] OutputBytes, string Error)
    {
        internal string Output => global::System.Text.Encoding.UTF8.GetString(OutputBytes);
    }
}
