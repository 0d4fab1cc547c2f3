namespace Hindcast.Tests.System;

public sealed class SmokeTests
{
    [Fact]
    public void The_program_is_named_hindcast() =>
        Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, "hindcast.dll")));
}
