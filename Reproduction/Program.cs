using System.Globalization;
using Reproduction.Commands;
using Reproduction.Native;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
Allocator.KeepMemory();
return CommandLine.Run(args, Console.Out, Console.Error);
