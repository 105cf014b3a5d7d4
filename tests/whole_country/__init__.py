"""What must hold of all that is shipped: these tests read every council, election and composition."""
