guildhall.start();
