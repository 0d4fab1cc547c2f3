using Hindcast.Tests.System.Support;

namespace Hindcast.Tests.System;

/// <summary>The sample's case with every record, once for all tests that only ask it; a file lies beside it that nobody may read.</summary>
public sealed class CaseOfSample : IAsyncLifetime
{
    internal TempFolder Folder { get; } = new();

    internal string Case => Folder.At("case");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Folder.Write("secret.txt", "do not read this"u8.ToArray());
        await HindcastProgram.Run(["assess", Repository.Sample, "--out", Case, "--keep", "all", "-q"]);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
