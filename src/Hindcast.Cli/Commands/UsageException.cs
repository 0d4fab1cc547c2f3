namespace Hindcast.Cli.Commands;

/// <summary>The command line asks for what cannot be done. The message is for the user; <see cref="CommandGuard"/> prints it.</summary>
/// <param name="message">What is wrong, in words.</param>
internal sealed class UsageException(string message) : Exception(message);
